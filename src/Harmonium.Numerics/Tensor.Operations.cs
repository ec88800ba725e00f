using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <content>What is computed with tensors.</content>
public sealed partial class Tensor
{
    /// <summary>scale · op(this) op(other), with op the transposition where asked for.</summary>
    /// <param name="other">The right factor.</param>
    /// <param name="transposeLeft">Whether this matrix is taken transposed.</param>
    /// <param name="transposeRight">Whether the other is.</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    /// <param name="scale">What the product is multiplied by.</param>
    /// <param name="accumulate">Whether the result is added to what <paramref name="into"/> holds.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Multiply(Tensor other, bool transposeLeft = false, bool transposeRight = false, Tensor? into = null, float scale = 1, bool accumulate = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        (int m, int k) = transposeLeft ? (Columns, Rows) : (Rows, Columns);
        (int k2, int n) = transposeRight ? (other.Columns, other.Rows) : (other.Rows, other.Columns);
        if (k != k2)
        {
            throw new ArgumentException(
                $"A product of {Describe(Shape)}{(transposeLeft ? "ᵀ" : "")} with {Describe(other.Shape)}{(transposeRight ? "ᵀ" : "")} does not exist: {k} " +
                    $"columns meet {k2} rows.");
        }

        into = Target(into, m, n);
        Device.Multiply(this, transposeLeft, other, transposeRight, into, scale, accumulate);
        return into;
    }

    /// <summary>The transposed matrix, [columns, rows].</summary>
    public Tensor Transpose(Tensor? into = null)
    {
        into = Target(into, Columns, Rows);
        Device.Transpose(this, into);
        return into;
    }

    /// <summary>Adds scale · x to these numbers, and returns them.</summary>
    public Tensor AddScaled(Tensor x, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        RequireSameShape(x);
        Device.AddScaled(this, x, scale);
        return this;
    }

    /// <summary>Multiplies these numbers by a factor, and returns them.</summary>
    public Tensor Scale(float factor)
    {
        Device.Scale(this, factor);
        return this;
    }

    /// <summary>Multiplies every row by a factor of its own, [rows], and returns the tensor.</summary>
    public Tensor MultiplyRows(Tensor factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        if (factors.Count != Rows)
            throw new ArgumentException($"{Rows} factors are needed for {Describe(Shape)}; these are {Describe(factors.Shape)}.", nameof(factors));
        Device.MultiplyRows(this, factors);
        return this;
    }

    /// <summary>Scales down every column whose Euclidean norm is above a limit, to the limit, and returns the tensor.</summary>
    public Tensor LimitColumnNorms(float limit)
    {
        Device.LimitColumnNorms(this, limit);
        return this;
    }

    /// <summary>The largest |x|; infinite or NaN if any number is.</summary>
    public float LargestMagnitude() => Device.LargestMagnitude(this);

    /// <summary>Σ x², in double.</summary>
    public double SumOfSquares() => Device.SumOfSquares(this);

    /// <summary>Σ x · y over all numbers, in double; the same bits for any number of threads.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public double Dot(Tensor other) => Device.Dot(this, Laid(other));

    /// <summary>σ(x + bias) = 1 / (1 + exp(−x − bias)) with the bias added to every row, [batch, units].</summary>
    public Tensor SigmoidWithBias(Tensor bias, Tensor? into = null)
    {
        RequireBias(bias);
        into = Target(into, Rows, Columns);
        Device.SampleBernoulli(this, bias, default, null, into);
        return into;
    }

    /// <summary>Bits that are 1 with probability σ(x + bias), [batch, units]; exact to float32 (see <see cref="RandomStream"/>).</summary>
    /// <param name="bias">Added to every row, [units].</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="into">Where the states go; new ones when null.</param>
    /// <param name="means">Where the probabilities go, when they are wanted too.</param>
    public States SampleSigmoid(Tensor bias, RandomStream random, States? into = null, Tensor? means = null)
    {
        RequireBias(bias);
        return Sample(bias, random, into, means);
    }

    /// <summary>Bits that are 1 with these numbers as probabilities, [batch, units].</summary>
    public States SampleBernoulli(RandomStream random, States? into = null) => Sample(null, random, into, null);

    /// <summary>Σ_units log(1 + exp(x + bias)), [batch, units] → [batch].</summary>
    public double[] SumOfSoftplus(Tensor bias)
    {
        RequireBias(bias);
        return Device.SumOfSoftplus(this, bias);
    }

    /// <summary>Σ_units this · states of each row, [batch, units] → [batch], summed in double.</summary>
    public double[] DotRows(States states)
    {
        ArgumentNullException.ThrowIfNull(states);
        RequireSameShape(states.AsTensor());
        return Device.DotRows(this, states.AsTensor());
    }

    /// <summary>tanh(x + bias), the means of signs, [batch, units] → [batch, units], as <see cref="SampleSigns"/> makes them.</summary>
    /// <param name="bias">Added to every row, [units].</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    public Tensor MeansOfSigns(Tensor bias, Tensor? into = null)
    {
        RequireBias(bias);
        into = Target(into, Rows, Columns);
        Device.SampleBernoulli(this, bias, default, null, into, signs: true);
        return into;
    }

    /// <summary>Signs that are 1 with probability σ(2 (x + bias)), else −1, [batch, units]; exact to float32.</summary>
    /// <param name="bias">Added to every row, [units].</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="into">Where the states go, made by <see cref="States.Signs"/>; new ones when null.</param>
    /// <param name="means">Where the means tanh(x + bias) go, when they are wanted too; they come of the probabilities and are right to 2.4·10⁻⁷.</param>
    public States SampleSigns(Tensor bias, RandomStream random, States? into = null, Tensor? means = null)
    {
        RequireBias(bias);
        return Sample(bias, random, into, means, signs: true);
    }

    private States Sample(Tensor? bias, RandomStream random, States? into, Tensor? means, bool signs = false)
    {
        into ??= signs ? States.Signs(Device, Rows, Columns) : States.Binary(Device, Rows, Columns);
        BitMatrix bits = into.RequireBits(Rows, Columns, signs);
        Device.SampleBernoulli(this, bias, random, bits, means is null ? null : Target(means, Rows, Columns), signs);
        into.Changed();
        return into;
    }

    private void RequireBias(Tensor bias)
    {
        ArgumentNullException.ThrowIfNull(bias);
        if (bias.Count != Columns)
            throw new ArgumentException($"A bias of {Columns} numbers is needed for {Describe(Shape)}; this one is {Describe(bias.Shape)}.", nameof(bias));
    }

    internal Tensor Target(Tensor? into, int rows, int columns)
    {
        if (into is null)
            return Zeros(Device, rows, columns);
        if (into.Rows != rows || into.Columns != columns)
            throw new ArgumentException($"The result is [{rows}, {columns}], but the tensor to hold it is {Describe(into.Shape)}.", nameof(into));
        return into;
    }
}
