using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics;

/// <content>
/// Operations of layered networks.
/// All tensors are contiguous. With <c>accumulate</c>, the result is added to the target. Matrices are [rows, columns]; all dimensions after the first are
/// merged into columns.
/// </content>
public abstract partial class Device
{
    /// <summary>into = f(x + bias), with one bias per column or per row.</summary>
    internal abstract void Activate(Tensor x, Tensor? bias, bool biasOfRows, Activation f, Tensor into);

    /// <summary>into = gradient · f′, where f′ is computed from y = f(x).</summary>
    internal abstract void ActivateBackward(Tensor y, Tensor gradient, Activation f, Tensor into, bool accumulate);

    /// <summary>into = scale · (a ∘ b), element-wise.</summary>
    internal abstract void Combine(Combination operation, Tensor a, Tensor b, float scale, Tensor into, bool accumulate);

    /// <summary>into = factor · x + term.</summary>
    internal abstract void Affine(Tensor x, float factor, float term, Tensor into, bool accumulate);

    /// <summary>Broadcasts a number, a row or a column to the shape of the target.</summary>
    internal abstract void Broadcast(Tensor x, bool overRows, bool overColumns, Tensor into, bool accumulate);

    /// <summary>into[c] = Σ_rows x.</summary>
    internal abstract void SumRows(Tensor x, Tensor into, bool accumulate);

    /// <summary>into[r] = Σ_columns x.</summary>
    internal abstract void SumColumns(Tensor x, Tensor into, bool accumulate);

    /// <summary>
    /// Copies <paramref name="count"/> columns of x, starting at <paramref name="from"/>, to the columns of the target that start at <paramref name="to"/>.
    /// </summary>
    internal abstract void CopyColumns(Tensor x, int from, Tensor into, int to, int count, bool accumulate);

    /// <summary>The softmax of each row; optionally also the log-normalizers ln Σ exp(x), [rows].</summary>
    internal abstract void Softmax(Tensor x, Tensor into, Tensor? logNormalizers);

    /// <summary>The gradient of a softmax with the values y.</summary>
    internal abstract void SoftmaxBackward(Tensor y, Tensor gradient, Tensor into, bool accumulate);

    /// <summary>into = (x − mean) · scale, with one mean and scale per row or per column.</summary>
    internal abstract void Normalize(Tensor x, Tensor means, Tensor scales, bool ofColumns, Tensor into);

    /// <summary>The gradient of a normalization: into = scale · (gradient − a − y · b).</summary>
    internal abstract void NormalizeBackward(Tensor y, Tensor gradient, Tensor scales, Tensor a, Tensor b, bool ofColumns, Tensor into, bool accumulate);

    /// <summary>Row i of the target = row indices[i] of the table + bias.</summary>
    internal abstract void Gather(Tensor table, int[] indices, Tensor? bias, Tensor into);

    /// <summary>Adds row i of the gradient to row indices[i] of the table.</summary>
    internal abstract void Scatter(Tensor gradient, int[] indices, Tensor table);

    /// <summary>Mean or max pooling over windows of side × side.</summary>
    internal abstract void Pool(Tensor planes, int side, bool largest, Tensor into);

    /// <summary>The gradient of pooling.</summary>
    internal abstract void PoolBackward(Tensor planes, Tensor pooled, Tensor gradient, int side, bool largest, Tensor into, bool accumulate);

    /// <summary>into = convolution of the planes [channels, height, width, batch] with the filters.</summary>
    internal abstract void Convolve(in ConvolutionShape shape, Tensor planes, Tensor filters, Tensor into);

    /// <summary>into = the gradient of the convolution with respect to the planes.</summary>
    internal abstract void ConvolveBackward(in ConvolutionShape shape, Tensor filters, Tensor gradient, Tensor into, bool accumulate);

    /// <summary>The gradient of the filters as partial sums, [blocks, filters · patch], to be summed over blocks.</summary>
    internal abstract Tensor ConvolveFilterGradients(in ConvolutionShape shape, Tensor planes, Tensor gradient, Func<int, Tensor> bufferForBlocks);

    /// <summary>Fills with 0 with the given probability, otherwise with 1 / (1 − probability).</summary>
    internal abstract void FillDropout(Tensor into, RandomStream random, float probability);

    /// <summary>
    /// Runs an LSTM over a sequence.
    /// Writes the gates [steps·batch, 4·units], and the cells and outputs [(steps + 1)·batch, units] after the initial state in their first rows. Row i of
    /// the input is row indices[i] of <paramref name="incoming"/>, or row i without indices.
    /// </summary>
    internal abstract void RunLstm(int batch, Tensor incoming, int[]? indices, Tensor weights, Tensor gates, Tensor cells, Tensor outputs);

    /// <summary>The backward pass of an LSTM: replaces the gates by the gradients of their pre-activations.</summary>
    internal abstract void RunLstmBackward(int batch, Tensor outputGradient, Tensor weights, Tensor gates, Tensor cells);

    /// <summary>One momentum step in one pass. Returns the largest magnitude afterward.</summary>
    internal abstract float StepWithMomentum(Tensor values, Tensor? velocity, in Gradient gradient, float rate, float momentum, bool nesterov,
        float l2, float l1);

    /// <summary>One adaptive step in one pass. Returns the largest magnitude afterward.</summary>
    internal abstract float StepAdaptively(Tensor values, Tensor? means, Tensor squares, in Gradient gradient, in AdaptiveRates rates);
}
