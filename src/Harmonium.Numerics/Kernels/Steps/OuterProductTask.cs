using Harmonium.Numerics.Kernels.Execution;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>A step of gradient ascent on a matrix whose gradient is a sum of outer products; rows of whole vectors throughout.</summary>
internal sealed class OuterProductTask
{
    /// <summary>The matrix, changed by the step.</summary>
    internal required MatrixView Matrix { get; init; }

    /// <summary>The velocity, laid out as the matrix is; no matrix for no momentum.</summary>
    internal required MatrixView Velocity { get; init; }

    /// <summary>The phases.</summary>
    internal required OuterProductPhase[] Phases { get; init; }

    /// <summary>Corrections of rank one: u [rows] times v [columns].</summary>
    internal required (MatrixView Left, MatrixView Right)[] Corrections { get; init; }

    internal required float Rate { get; init; }

    internal required float Momentum { get; init; }

    internal required bool Nesterov { get; init; }

    internal required float L1 { get; init; }

    internal required float L2 { get; init; }

    /// <summary>Keeps everything that is read and written alive up to this call.</summary>
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
