using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Gathering;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>
/// The gradient of a matrix of weights as kernels see it: numbers, or the sides of a product leftᵀ · right that is multiplied out where it is used.
/// </summary>
internal readonly struct GradientView
{
    private GradientView(in MatrixView numbers, in StatesView units, in MatrixView left, in MatrixView right)
    {
        Numbers = numbers;
        Units = units;
        Left = left;
        Right = right;
    }

    /// <summary>The numbers, laid out as the values are; no matrix where it is a product.</summary>
    internal MatrixView Numbers { get; }

    /// <summary>What came in by unit, [units, batch], where most of it is 0.</summary>
    internal StatesView Units { get; }

    /// <summary>What came in, [batch, units], where it is dense; else no matrix.</summary>
    internal MatrixView Left { get; }

    /// <summary>The gradient of what came out, [batch, columns].</summary>
    internal MatrixView Right { get; }

    /// <summary>A gradient that has been computed.</summary>
    internal static GradientView Of(in MatrixView numbers) => new(numbers, default, default, default);

    /// <summary>leftᵀ · right where most of the left side, given by unit, is 0.</summary>
    internal static GradientView Gathered(in StatesView units, in MatrixView right) => new(default, units, default, right);

    /// <summary>leftᵀ · right of dense numbers.</summary>
    internal static GradientView Product(in MatrixView left, in MatrixView right) => new(default, default, left, right);
}
