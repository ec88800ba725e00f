namespace Harmonium.Numerics.Kernels;

/// <summary>What a pass of <see cref="OuterProductStep"/> reads and writes, as addresses.</summary>
internal readonly unsafe struct OuterProductPass
{
    internal required int Rows { get; init; }

    internal required int Columns { get; init; }

    internal required float* Matrix { get; init; }

    internal required float* Transposed { get; init; }

    internal required float* Velocity { get; init; }

    /// <summary>From a row of the matrix, and of the velocity, to the next.</summary>
    internal required nint Stride { get; init; }

    internal required nint TransposedStride { get; init; }

    internal required Term[] Terms { get; init; }

    internal required Correction[] Corrections { get; init; }

    internal required float Rate { get; init; }

    internal required float Momentum { get; init; }

    internal required bool Nesterov { get; init; }

    internal required float L1 { get; init; }

    internal required float L2 { get; init; }

    /// <summary>What offsets of rows count from.</summary>
    internal float* Origin => Terms.Length == 0 ? null : Terms[0].Right;

    /// <summary>A phase: either the lists of examples in which each row's unit is active, with what they point to, or a dense gradient.</summary>
    internal readonly struct Term(RowLists lists, float* right, nint stride, float scale, int longestList, object owner)
    {
        internal readonly RowLists Lists = lists;

        /// <summary>The right side of the outer products, or the dense gradient.</summary>
        internal readonly float* Right = right;
        internal readonly nint Stride = stride;
        internal readonly float Scale = scale;

        /// <summary>The most rows that one row's gradient is the sum of.</summary>
        internal readonly int LongestList = longestList;

        // Keeps alive what the addresses point into.
        internal readonly object Owner = owner;

        internal bool IsGradient => Lists.IsEmpty;
    }

    internal readonly struct Correction(float* left, float* right)
    {
        internal readonly float* Left = left;
        internal readonly float* Right = right;
    }
}
