using Harmonium.Numerics.Parallelism;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// How a [rows, columns] result is shared among threads: by columns first, since a thread that keeps its columns through a
/// training step keeps its part of the weights in its own cache, and by rows where there are more threads than columns feed.
/// </summary>
internal readonly struct OutputCut
{
    /// <summary>Cuts fall at multiples of this many columns: a word of bits, and four cache lines of float32.</summary>
    internal const int ColumnGrain = 64;

    // Fewer columns than this a thread, and the lists of active units are walked too often for too little.
    private const int LeastColumns = 192;

    private readonly int _rows;
    private readonly int _columns;
    private readonly int _rowGrain;
    private readonly int _columnParts;
    private readonly int _rowParts;

    internal OutputCut(int rows, int columns, int threads, int rowGrain = 1)
    {
        _rows = rows;
        _columns = columns;
        _rowGrain = rowGrain;
        _columnParts = Math.Clamp(columns / LeastColumns, 1, threads);
        _rowParts = Math.Clamp((rows + rowGrain - 1) / rowGrain, 1, threads / _columnParts);
    }

    internal delegate void Body(int rowStart, int rowEnd, int columnStart, int columnEnd);

    internal void Run(WorkerTeam team, Body body)
    {
        if (_rows == 0 || _columns == 0)
            return;
        OutputCut cut = this;
        team.Run(_columnParts * _rowParts, (start, end) =>
        {
            for (int part = start; part < end; part++)
            {
                (int r0, int r1) = Part(cut._rows, cut._rowGrain, part % cut._rowParts, cut._rowParts);
                (int c0, int c1) = Part(cut._columns, ColumnGrain, part / cut._rowParts, cut._columnParts);
                if (r0 < r1 && c0 < c1)
                    body(r0, r1, c0, c1);
            }
        });
    }

    private static (int Start, int End) Part(int length, int grain, int part, int parts)
    {
        int grains = (length + grain - 1) / grain;
        return (Boundary(part), Boundary(part + 1));

        int Boundary(int before) => (int)Math.Min(length, (long)grains * before / parts * grain);
    }
}
