using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Kernels;
using Harmonium.Numerics.Kernels.Convolutions;
using Harmonium.Numerics.Kernels.Draws;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics;

/// <content>Operations of layered networks, passed to the kernels.</content>
public sealed partial class CpuDevice
{
    internal override void Activate(Tensor x, Tensor? bias, bool biasOfRows, Activation f, Tensor into) =>
        NetworkKernels.Activate(_processor, View(x), View(bias), biasOfRows, f, View(into));

    internal override void ActivateBackward(Tensor y, Tensor gradient, Activation f, Tensor into, bool accumulate) =>
        NetworkKernels.ActivateBackward(_processor, View(y), View(gradient), f, View(into), accumulate);

    internal override void Combine(Combination operation, Tensor a, Tensor b, float scale, Tensor into, bool accumulate) =>
        NetworkKernels.Combine(_processor, operation, View(a), View(b), scale, View(into), accumulate);

    internal override void Affine(Tensor x, float factor, float term, Tensor into, bool accumulate) =>
        NetworkKernels.Affine(_processor, View(x), factor, term, View(into), accumulate);

    internal override void Broadcast(Tensor x, bool overRows, bool overColumns, Tensor into, bool accumulate) =>
        NetworkKernels.Broadcast(_processor, View(x), overRows, overColumns, View(into), accumulate);

    internal override void SumRows(Tensor x, Tensor into, bool accumulate) => NetworkKernels.SumRows(_processor, View(x), View(into), accumulate);

    internal override void SumColumns(Tensor x, Tensor into, bool accumulate) => NetworkKernels.SumColumns(_processor, View(x), View(into), accumulate);

    internal override void CopyColumns(Tensor x, int from, Tensor into, int to, int count, bool accumulate) =>
        NetworkKernels.CopyColumns(_processor, View(x), from, View(into), to, count, accumulate);

    internal override void Softmax(Tensor x, Tensor into, Tensor? logNormalizers) =>
        NetworkKernels.Softmax(_processor, View(x), View(into), View(logNormalizers));

    internal override void SoftmaxBackward(Tensor y, Tensor gradient, Tensor into, bool accumulate) =>
        NetworkKernels.SoftmaxBackward(_processor, View(y), View(gradient), DotRows(y, gradient), View(into), accumulate);

    internal override void Normalize(Tensor x, Tensor means, Tensor scales, bool ofColumns, Tensor into) =>
        NetworkKernels.Normalize(_processor, View(x), View(means), View(scales), ofColumns, View(into));

    internal override void NormalizeBackward(Tensor y, Tensor gradient, Tensor scales, Tensor a, Tensor b, bool ofColumns, Tensor into, bool accumulate) =>
        NetworkKernels.NormalizeBackward(_processor, View(y), View(gradient), View(scales), View(a), View(b), ofColumns, View(into), accumulate);

    internal override void Gather(Tensor table, int[] indices, Tensor? bias, Tensor into) =>
        NetworkKernels.Gather(_processor, View(table), indices, View(bias), View(into));

    internal override void Scatter(Tensor gradient, int[] indices, Tensor table) => NetworkKernels.Scatter(_processor, View(gradient), indices, View(table));

    internal override void Pool(Tensor planes, int side, bool largest, Tensor into) =>
        NetworkKernels.Pool(_processor, PlanesOf(planes), side, largest, View(into));

    internal override void PoolBackward(Tensor planes, Tensor pooled, Tensor gradient, int side, bool largest, Tensor into, bool accumulate) =>
        NetworkKernels.PoolBackward(_processor, PlanesOf(planes), View(pooled), View(gradient), side, largest, View(into), accumulate);

    internal override void Convolve(in ConvolutionShape shape, Tensor planes, Tensor filters, Tensor into) =>
        NetworkKernels.Convolve(_processor, shape, PlanesOf(planes), View(filters), View(into));

    internal override void ConvolveBackward(in ConvolutionShape shape, Tensor filters, Tensor gradient, Tensor into, bool accumulate) =>
        NetworkKernels.ConvolveBackward(_processor, shape, View(filters), PlanesOf(gradient), View(into), accumulate);

    internal override Tensor ConvolveFilterGradients(in ConvolutionShape shape, Tensor planes, Tensor gradient, Func<int, Tensor> bufferForBlocks)
    {
        Tensor sums = bufferForBlocks(NetworkKernels.FilterGradientBlocks(shape, PlanesOf(planes)));
        NetworkKernels.ConvolveFilterGradients(_processor, shape, PlanesOf(planes), View(gradient), View(sums));
        return sums;
    }

    internal override void FillDropout(Tensor into, RandomStream random, float probability) =>
        RandomFill.Run(Workers, Width, random.Schedule, new DropoutTransform(probability * (1 << 24), 1 / (1 - probability)), into.AsSpan(), into.Rows,
            into.Columns);

    internal override void RunLstm(int batch, Tensor incoming, int[]? indices, Tensor weights, Tensor gates, Tensor cells, Tensor outputs) =>
        NetworkKernels.RunLstm(_processor, batch, View(incoming), indices, View(weights), View(gates), View(cells), View(outputs));

    internal override void RunLstmBackward(int batch, Tensor outputGradient, Tensor weights, Tensor gates, Tensor cells) =>
        NetworkKernels.RunLstmBackward(_processor, batch, View(outputGradient), View(weights), View(gates), View(cells));

    private static PlanesView PlanesOf(Tensor planes) => new(planes.AsView(), planes.Shape[0], planes.Shape[1], planes.Shape[2], planes.Shape[3]);
}
