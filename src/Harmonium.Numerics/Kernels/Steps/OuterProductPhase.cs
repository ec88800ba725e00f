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

    /// <summary>True if both factors are dense.</summary>
    internal bool IsDense { get; }

    /// <summary>True if the left factor, by unit, is summed with tables.</summary>
    internal bool ByTables { get; }

    /// <summary>The left factor by unit, [units, batch], if it is not dense.</summary>
    internal StatesView Units { get; }

    /// <summary>The left factor, [batch, units], if it is dense.</summary>
    internal MatrixView Left { get; }

    /// <summary>The right factor, [batch, columns], with the row stride of the matrix.</summary>
    internal MatrixView Right { get; }

    /// <summary>The factor of the sum.</summary>
    internal float Scale { get; }

    /// <summary>Creates a phase whose left factor is given by unit.</summary>
    internal static OuterProductPhase OfUnits(in StatesView units, bool byTables, in MatrixView right, float scale) =>
        new(false, byTables, units, default, right, scale);

    /// <summary>Creates a phase of dense factors.</summary>
    internal static OuterProductPhase Dense(in MatrixView left, in MatrixView right, float scale) => new(true, false, default, left, right, scale);
}
