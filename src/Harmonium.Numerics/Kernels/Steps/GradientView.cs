using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Gathering;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>A view of the gradient of a weight matrix for kernels: a matrix, or an unevaluated product leftᵀ · right.</summary>
internal readonly struct GradientView
{
    private GradientView(in MatrixView numbers, in StatesView units, in MatrixView left, in MatrixView right)
    {
        Numbers = numbers;
        Units = units;
        Left = left;
        Right = right;
    }

    /// <summary>The gradient, laid out like the values; an empty view if it is a product.</summary>
    internal MatrixView Numbers { get; }

    /// <summary>The inputs by unit, [units, batch], if they are sparse.</summary>
    internal StatesView Units { get; }

    /// <summary>The inputs, [batch, units], if they are dense; otherwise an empty view.</summary>
    internal MatrixView Left { get; }

    /// <summary>The gradient of the outputs, [batch, columns].</summary>
    internal MatrixView Right { get; }

    /// <summary>Creates a view of a computed gradient.</summary>
    internal static GradientView Of(in MatrixView numbers) => new(numbers, default, default, default);

    /// <summary>Creates a view of leftᵀ · right with a sparse left factor, given by unit.</summary>
    internal static GradientView Gathered(in StatesView units, in MatrixView right) => new(default, units, default, right);

    /// <summary>Creates a view of leftᵀ · right with dense factors.</summary>
    internal static GradientView Product(in MatrixView left, in MatrixView right) => new(default, default, left, right);
}
