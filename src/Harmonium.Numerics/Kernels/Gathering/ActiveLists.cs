using System.Numerics;
using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;

namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>
/// For some rows of states and a range of their units: a list of the active units per row, as offsets of their tile rows, with their values unless all are 1.
/// </summary>
internal unsafe struct ActiveLists
{
    /// <summary>The offset of the tile row of each active unit, in bytes.</summary>
    internal uint* Offsets;

    /// <summary>The value of each active unit; null if all are 1.</summary>
    internal float* Values;

    /// <summary>The start of the list of each row of states, and the end of the last list.</summary>
    internal int* Starts;

    /// <summary>Builds the lists in a thread's workspace: those of all rows for the first block of units, then for the next block.</summary>
    /// <param name="work">The workspace. The lists are valid until it is used for other lists.</param>
    /// <param name="states">The states.</param>
    /// <param name="firstRow">The first row of states.</param>
    /// <param name="endRow">The row after the last.</param>
    /// <param name="blocks">The blocks of units. Offsets are relative to the first unit of the block.</param>
    /// <param name="stride">The row stride of the tile, in bytes.</param>
    internal static ActiveLists Of(Workspace work, in RowLists states, int firstRow, int endRow, in UnitBlocks blocks, uint stride)
    {
        int rows = endRow - firstRow;
        ActiveLists lists = new() { Starts = (int*)work.Starts.Reserve((rows * blocks.Count) + 1) };
        int most = states.Count(firstRow, endRow, blocks.Start(0), blocks.Start(blocks.Count));
        lists.Offsets = (uint*)work.Offsets.Reserve(most + 1);
        lists.Values = states.HaveValues ? work.Values.Reserve(most + 1) : null;
        int count = 0;
        for (int block = 0; block < blocks.Count; block++)
        {
            for (int r = 0; r < rows; r++)
            {
                lists.Starts[(block * rows) + r] = count;
                count = states.List(firstRow + r, blocks.Start(block), blocks.Start(block + 1), 0, stride, lists.Offsets, lists.Values, count);
            }
        }

        lists.Starts[blocks.Count * rows] = count;
        return lists;
    }

    /// <summary>Appends the positions of the set bits in some words, each multiplied by the stride and added to the origin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Extract(ulong* words, int count, uint origin, uint stride, uint* into, int next)
    {
        for (int w = 0; w < count; w++)
        {
            ulong word = words[w];
            uint place = (uint)w << 6;
            while (word != 0)
            {
                into[next++] = origin + ((place + (uint)BitOperations.TrailingZeroCount(word)) * stride);
                word &= word - 1;
            }
        }

        return next;
    }

    /// <summary>The same, together with the values of the units. The value of the first bit is at <paramref name="numbers"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Extract(ulong* words, int count, float* numbers, nint unitStride, uint origin, uint stride, uint* into, float* values, int next)
    {
        for (int w = 0; w < count; w++)
        {
            ulong word = words[w];
            uint place = (uint)w << 6;
            while (word != 0)
            {
                uint unit = place + (uint)BitOperations.TrailingZeroCount(word);
                into[next] = origin + (unit * stride);
                values[next++] = numbers[unit * unitStride];
                word &= word - 1;
            }
        }

        return next;
    }
}
