using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Kernels;
using Harmonium.Numerics.Kernels.Networks;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics;

/// <content>What layered networks need, handed to the kernels.</content>
public sealed partial class CpuDevice
{
    internal override void Activate(Tensor x, Tensor? bias, bool biasOfRows, Activation f, Tensor into) =>
        NetworkKernels.Activate(this, x, bias, biasOfRows, f, into);

    internal override void ActivateBackward(Tensor y, Tensor gradient, Activation f, Tensor into, bool accumulate) =>
        NetworkKernels.ActivateBackward(this, y, gradient, f, into, accumulate);

    internal override void Combine(Combination operation, Tensor a, Tensor b, float scale, Tensor into, bool accumulate) =>
        NetworkKernels.Combine(this, operation, a, b, scale, into, accumulate);

    internal override void Affine(Tensor x, float factor, float term, Tensor into, bool accumulate) =>
        NetworkKernels.Affine(this, x, factor, term, into, accumulate);

    internal override void Spread(Tensor x, bool overRows, bool overColumns, Tensor into, bool accumulate) =>
        NetworkKernels.Spread(this, x, overRows, overColumns, into, accumulate);

    internal override void SumRows(Tensor x, Tensor into, bool accumulate) => NetworkKernels.SumRows(this, x, into, accumulate);

    internal override void SumColumns(Tensor x, Tensor into, bool accumulate) => NetworkKernels.SumColumns(this, x, into, accumulate);

    internal override void CopyColumns(Tensor x, int from, Tensor into, int to, int count, bool accumulate) =>
        NetworkKernels.CopyColumns(this, x, from, into, to, count, accumulate);

    internal override void Softmax(Tensor x, Tensor into, Tensor? logNormalisers) => NetworkKernels.Softmax(this, x, into, logNormalisers);

    internal override void SoftmaxBackward(Tensor y, Tensor gradient, Tensor into, bool accumulate) =>
        NetworkKernels.SoftmaxBackward(this, y, gradient, DotRows(y, gradient), into, accumulate);

    internal override void Normalise(Tensor x, Tensor means, Tensor scales, bool ofColumns, Tensor into) =>
        NetworkKernels.Normalise(this, x, means, scales, ofColumns, into);

    internal override void NormaliseBackward(Tensor y, Tensor gradient, Tensor scales, Tensor a, Tensor b, bool ofColumns, Tensor into, bool accumulate) =>
        NetworkKernels.NormaliseBackward(this, y, gradient, scales, a, b, ofColumns, into, accumulate);

    internal override void Gather(Tensor table, int[] indices, Tensor? bias, Tensor into) => NetworkKernels.Gather(this, table, indices, bias, into);

    internal override void Scatter(Tensor gradient, int[] indices, Tensor table) => NetworkKernels.Scatter(this, gradient, indices, table);

    internal override void Pool(Tensor planes, int side, bool largest, Tensor into) => NetworkKernels.Pool(this, planes, side, largest, into);

    internal override void PoolBackward(Tensor planes, Tensor pooled, Tensor gradient, int side, bool largest, Tensor into, bool accumulate) =>
        NetworkKernels.PoolBackward(this, planes, pooled, gradient, side, largest, into, accumulate);

    internal override void Convolve(in ConvolutionShape shape, Tensor planes, Tensor filters, Tensor into) =>
        NetworkKernels.Convolve(this, shape, planes, filters, into);

    internal override void ConvolveBackward(in ConvolutionShape shape, Tensor filters, Tensor gradient, Tensor into, bool accumulate) =>
        NetworkKernels.ConvolveBackward(this, shape, filters, gradient, into, accumulate);

    internal override Tensor ConvolveFilterGradients(in ConvolutionShape shape, Tensor planes, Tensor gradient, Func<int, Tensor> roomForBands) =>
        NetworkKernels.ConvolveFilterGradients(this, shape, planes, gradient, roomForBands);

    internal override void FillDropout(Tensor into, RandomStream random, float probability) =>
        RandomFill.Run(Team, Width, random.Schedule, new DropoutTransform(probability * (1 << 24), 1 / (1 - probability)), into.AsSpan(), into.Rows, into.Columns);

    internal override void Remember(int batch, Tensor incoming, int[]? indices, Tensor weights, Tensor gates, Tensor cells, Tensor outputs) =>
        NetworkKernels.Remember(this, batch, incoming, indices, weights, gates, cells, outputs);

    internal override void RememberBackward(int batch, Tensor outputGradient, Tensor weights, Tensor gates, Tensor cells) =>
        NetworkKernels.RememberBackward(this, batch, outputGradient, weights, gates, cells);

    internal override float StepWithMomentum(Tensor values, Tensor? velocity, in Gradient gradient, float rate, float momentum, bool nesterov, float l2, float l1) =>
        NetworkKernels.StepWithMomentum(this, values, velocity, gradient, rate, momentum, nesterov, l2, l1);

    internal override float StepAdaptively(Tensor values, Tensor? means, Tensor squares, in Gradient gradient, in AdaptiveRates rates) =>
        NetworkKernels.StepAdaptively(this, values, means, squares, gradient, rates);
}
