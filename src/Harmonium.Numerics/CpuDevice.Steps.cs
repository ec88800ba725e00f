using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Kernels.Steps;

namespace Harmonium.Numerics;

/// <content>Optimizer steps, each in one pass over memory.</content>
public sealed partial class CpuDevice
{
    internal override float StepWithMomentum(Tensor values, Tensor? velocity, in Gradient gradient, float rate, float momentum, bool nesterov,
        float l2, float l1) =>
        StepKernels.WithMomentum(_processor, View(values), View(velocity), View(gradient, values), rate, momentum, nesterov, l2, l1);

    internal override float StepAdaptively(Tensor values, Tensor? means, Tensor squares, in Gradient gradient, in AdaptiveRates rates) =>
        StepKernels.Adaptively(_processor, View(values), View(means), View(squares), View(gradient, values), rates);

    internal override float Apply(OuterProductStep step, Tensor matrix) => OuterProductKernel.Run(_processor, new OuterProductTask
    {
        Matrix = View(matrix),
        Velocity = View(step.Velocity),
        Phases = [.. step.Terms.Select(term => View(term, matrix))],
        // Rows are padded to whole vectors, so the padding of the matrix is corrected by zeros.
        Corrections =
        [
            .. step.RankOne.Select(pair => (View(pair.Left.Contiguous()), View(pair.Right.Reshape(1, -1).CopyTo(Tensor.Aligned(this, 1, matrix.Columns))))),
        ],
        Rate = step.Rate,
        Momentum = step.Momentum,
        Nesterov = step.Nesterov,
        L1 = step.L1,
        L2 = step.L2,
    });

    /// <summary>Returns the view of a gradient: an unevaluated product if the step can evaluate it, otherwise a tensor laid out like the values.</summary>
    private static GradientView View(in Gradient gradient, Tensor values)
    {
        if (gradient is { Left: { } left, Right: { } right } && values.IsContiguous && values.Count > 0)
        {
            return left.PrefersGather
                ? GradientView.Gathered(left.Transposed().AsView(), View(right))
                : GradientView.Product(View(left.AsTensor()), View(right));
        }

        return GradientView.Of(View(values.InThisLayout(gradient.ToTensor())));
    }

    private OuterProductPhase View(in OuterTerm term, Tensor matrix)
    {
        // Rows are padded to whole vectors: padding beyond the columns adds zeros to the padding of the matrix.
        Tensor right = term.Right.RowStride == matrix.RowStride ? term.Right : term.Right.CopyTo(Tensor.Aligned(this, term.Right.Rows, term.Right.Columns));
        return term.Left.PrefersGather || term.Left.PrefersTables
            ? OuterProductPhase.OfUnits(term.Left.Transposed().AsView(), term.Left.PrefersTables, View(right), term.Scale)
            : OuterProductPhase.Dense(View(term.Left.AsTensor()), View(right), term.Scale);
    }
}
