using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics;

/// <content>
/// What layered networks need besides. All tensors are without gaps; where an operation accumulates it adds to what its target holds. Matrices are
/// [rows, columns] with all dimensions but the first taken as one.
/// </content>
public abstract partial class Device
{
    /// <summary>into = f(x + bias), with a bias a column or a row.</summary>
    internal abstract void Activate(Tensor x, Tensor? bias, bool biasOfRows, Activation f, Tensor into);

    /// <summary>into = gradient · f′, told from y = f(x).</summary>
    internal abstract void ActivateBackward(Tensor y, Tensor gradient, Activation f, Tensor into, bool accumulate);

    /// <summary>into = scale · (a ∘ b), number by number.</summary>
    internal abstract void Combine(Combination operation, Tensor a, Tensor b, float scale, Tensor into, bool accumulate);

    /// <summary>into = factor · x + term.</summary>
    internal abstract void Affine(Tensor x, float factor, float term, Tensor into, bool accumulate);

    /// <summary>A number, a row or a column as often as the target has room for it.</summary>
    internal abstract void Spread(Tensor x, bool overRows, bool overColumns, Tensor into, bool accumulate);

    /// <summary>into[c] = Σ_rows x.</summary>
    internal abstract void SumRows(Tensor x, Tensor into, bool accumulate);

    /// <summary>into[r] = Σ_columns x.</summary>
    internal abstract void SumColumns(Tensor x, Tensor into, bool accumulate);

    /// <summary>Columns from on of x over columns to on of the target.</summary>
    internal abstract void CopyColumns(Tensor x, int from, Tensor into, int to, int count, bool accumulate);

    /// <summary>Each row's exponentials over their sum; the logarithms of those sums, [rows], where they are wanted.</summary>
    internal abstract void Softmax(Tensor x, Tensor into, Tensor? logNormalizers);

    /// <summary>What a softmax with the values y hands back.</summary>
    internal abstract void SoftmaxBackward(Tensor y, Tensor gradient, Tensor into, bool accumulate);

    /// <summary>into = (x − mean) · scale with mean and scale a row or a column.</summary>
    internal abstract void Normalize(Tensor x, Tensor means, Tensor scales, bool ofColumns, Tensor into);

    /// <summary>into = scale · (gradient − a − y · b).</summary>
    internal abstract void NormalizeBackward(Tensor y, Tensor gradient, Tensor scales, Tensor a, Tensor b, bool ofColumns, Tensor into, bool accumulate);

    /// <summary>into row i = table row indices[i] + bias.</summary>
    internal abstract void Gather(Tensor table, int[] indices, Tensor? bias, Tensor into);

    /// <summary>table row indices[i] += gradient row i.</summary>
    internal abstract void Scatter(Tensor gradient, int[] indices, Tensor table);

    /// <summary>Windows of side × side numbers of planes become their mean or their largest.</summary>
    internal abstract void Pool(Tensor planes, int side, bool largest, Tensor into);

    /// <summary>What pooling hands back.</summary>
    internal abstract void PoolBackward(Tensor planes, Tensor pooled, Tensor gradient, int side, bool largest, Tensor into, bool accumulate);

    /// <summary>into = filters moved over planes [channels, height, width, batch].</summary>
    internal abstract void Convolve(in ConvolutionShape shape, Tensor planes, Tensor filters, Tensor into);

    /// <summary>into = the gradient of the planes.</summary>
    internal abstract void ConvolveBackward(in ConvolutionShape shape, Tensor filters, Tensor gradient, Tensor into, bool accumulate);

    /// <summary>The gradient of the filters in parts, [bands, filters · patch], to be summed over bands.</summary>
    internal abstract Tensor ConvolveFilterGradients(in ConvolutionShape shape, Tensor planes, Tensor gradient, Func<int, Tensor> roomForBands);

    /// <summary>0 with a probability, else 1 / (1 − probability).</summary>
    internal abstract void FillDropout(Tensor into, RandomStream random, float probability);

    /// <summary>
    /// A sequence of long short-term memory: gates [steps·batch, 4·units] are written, and cells and outputs [(steps + 1)·batch, units] behind the state before
    /// the
    /// first step that they begin with. Row i of what came in is row indices[i] of it, or row i itself where there are no indices.
    /// </summary>
    internal abstract void Remember(int batch, Tensor incoming, int[]? indices, Tensor weights, Tensor gates, Tensor cells, Tensor outputs);

    /// <summary>The way back: gates become the gradients of the sums that they were made of.</summary>
    internal abstract void RememberBackward(int batch, Tensor outputGradient, Tensor weights, Tensor gates, Tensor cells);

    /// <summary>One step with momentum in one pass; the largest magnitude afterward.</summary>
    internal abstract float StepWithMomentum(Tensor values, Tensor? velocity, in Gradient gradient, float rate, float momentum, bool nesterov,
        float l2, float l1);

    /// <summary>One adaptive step in one pass; the largest magnitude afterward.</summary>
    internal abstract float StepAdaptively(Tensor values, Tensor? means, Tensor squares, in Gradient gradient, in AdaptiveRates rates);
}
