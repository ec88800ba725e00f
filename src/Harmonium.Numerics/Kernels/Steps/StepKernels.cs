using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>Optimizer steps, each in one pass over memory.</summary>
internal static unsafe class StepKernels
{
    internal static float WithMomentum(Processor processor, MatrixView values, MatrixView velocity, in GradientView gradient, float rate, float momentum,
        bool nesterov, float l2, float l1)
    {
        LargestFound largest = new();
        Step(processor, values, gradient, new MomentumStep(values.Address, velocity.Address, rate, momentum, nesterov, l2, l1, largest));
        velocity.KeepAlive();
        return largest.Value;
    }

    internal static float Adaptively(Processor processor, MatrixView values, MatrixView means, MatrixView squares, in GradientView gradient,
        in AdaptiveRates rates)
    {
        LargestFound largest = new();
        Step(processor, values, gradient, new AdaptiveStep(
            values.Address, means.Address, squares.Address,
            rates.Rate, rates.Correction, rates.Beta1, rates.Beta2, rates.Epsilon, rates.Keep, rates.Shrink, largest));
        means.KeepAlive();
        squares.KeepAlive();
        return largest.Value;
    }

    private static void Step<TStep>(Processor processor, MatrixView values, in GradientView gradient, TStep step)
        where TStep : struct, IStepKernel
    {
        if (gradient.Numbers.Address == null)
            ProductSteps.Run(processor, values, gradient, step);
        else
            RangeKernels.Share(processor, new RangeStep<TStep>(step, gradient.Numbers.Address), values.Length, granularity: MatrixView.LineLength);
        gradient.Numbers.KeepAlive();
        values.KeepAlive();
    }
}
