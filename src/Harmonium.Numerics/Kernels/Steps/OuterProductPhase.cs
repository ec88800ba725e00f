using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Gathering;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>A phase of a step: scale · Σ_s left[s]ᵀ right[s], summed over the examples of a batch.</summary>
internal readonly struct OuterProductPhase
{
    private OuterProductPhase(bool isDense, bool byTables, in StatesView units, in MatrixView left, in MatrixView right, float scale)
    {
        IsDense = isDense;
        ByTables = byTables;
        Units = units;
        Left = left;
        Right = right;
        Scale = scale;
    }

    /// <summary>Whether both sides are taken as dense numbers.</summary>
    internal bool IsDense { get; }

    /// <summary>Whether the left side, by unit, is added by tables of sums.</summary>
    internal bool ByTables { get; }

    /// <summary>The left side by unit, [units, batch], where it is not dense.</summary>
    internal StatesView Units { get; }

    /// <summary>The left side, [batch, units], where it is dense.</summary>
    internal MatrixView Left { get; }

    /// <summary>The right side, [batch, columns], its rows as far apart as those of the matrix.</summary>
    internal MatrixView Right { get; }

    /// <summary>What the sum is multiplied by.</summary>
    internal float Scale { get; }

    /// <summary>A phase whose left side is given by unit.</summary>
    internal static OuterProductPhase OfUnits(in StatesView units, bool byTables, in MatrixView right, float scale) =>
        new(false, byTables, units, default, right, scale);

    /// <summary>A phase of dense numbers.</summary>
    internal static OuterProductPhase Dense(in MatrixView left, in MatrixView right, float scale) => new(true, false, default, left, right, scale);
}
