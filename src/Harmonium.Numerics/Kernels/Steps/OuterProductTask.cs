using Harmonium.Numerics.Kernels.Execution;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>A step of gradient ascent on a matrix whose gradient is a sum of outer products. All rows are padded to whole vectors.</summary>
internal sealed class OuterProductTask
{
    /// <summary>The matrix to update.</summary>
    internal required MatrixView Matrix { get; init; }

    /// <summary>The velocity, laid out like the matrix; an empty view without momentum.</summary>
    internal required MatrixView Velocity { get; init; }

    /// <summary>The phases.</summary>
    internal required OuterProductPhase[] Phases { get; init; }

    /// <summary>The corrections of rank one: u [rows] times v [columns].</summary>
    internal required (MatrixView Left, MatrixView Right)[] Corrections { get; init; }

    internal required float Rate { get; init; }

    internal required float Momentum { get; init; }

    internal required bool Nesterov { get; init; }

    internal required float L1 { get; init; }

    internal required float L2 { get; init; }

    /// <summary>Keeps all inputs and outputs alive until this call.</summary>
    internal void KeepAlive()
    {
        Matrix.KeepAlive();
        Velocity.KeepAlive();
        foreach (ref readonly OuterProductPhase phase in Phases.AsSpan())
        {
            phase.Units.KeepAlive();
            phase.Left.KeepAlive();
            phase.Right.KeepAlive();
        }

        foreach ((MatrixView left, MatrixView right) in Corrections)
        {
            left.KeepAlive();
            right.KeepAlive();
        }
    }
}
