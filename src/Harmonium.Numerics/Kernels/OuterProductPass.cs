namespace Harmonium.Numerics.Kernels;

/// <summary>What a pass of <see cref="OuterProductStep"/> reads and writes, as addresses.</summary>
internal readonly unsafe struct OuterProductPass
{
    internal required int Rows { get; init; }

    internal required int Columns { get; init; }

    internal required float* Matrix { get; init; }

    internal required float* Transposed { get; init; }

    internal required float* Velocity { get; init; }

    internal required Term[] Terms { get; init; }

    internal required Correction[] Corrections { get; init; }

    /// <summary>The most examples that one row's list can have.</summary>
    internal required int LongestList { get; init; }

    internal required float Rate { get; init; }

    internal required float Momentum { get; init; }

    internal required bool Nesterov { get; init; }

    internal required float L1 { get; init; }

    internal required float L2 { get; init; }

    /// <summary>A phase: either the lists of examples in which each row's unit is active with what they point to, or a dense gradient.</summary>
    internal readonly struct Term(RowLists lists, float* right, float* dense, float scale, object owner)
    {
        internal readonly RowLists Lists = lists;
        internal readonly float* Right = right;
        internal readonly float* Dense = dense;
        internal readonly float Scale = scale;

        // Keeps alive what the addresses point into.
        internal readonly object Owner = owner;
    }

    internal readonly struct Correction(float* left, float* right)
    {
        internal readonly float* Left = left;
        internal readonly float* Right = right;
    }
}
