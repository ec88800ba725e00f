using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <content>Operations on tensors.</content>
public sealed partial class Tensor
{
    /// <summary>The matrix product scale · op(this) op(other), where op optionally transposes.</summary>
    /// <param name="other">The right factor.</param>
    /// <param name="transposeLeft">True to transpose this matrix.</param>
    /// <param name="transposeRight">True to transpose the other matrix.</param>
    /// <param name="into">Receives the result; a new tensor if null.</param>
    /// <param name="scale">The factor of the product.</param>
    /// <param name="accumulate">True to add the result to <paramref name="into"/>.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Multiply(Tensor other, bool transposeLeft = false, bool transposeRight = false, Tensor? into = null, float scale = 1, bool accumulate = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        (int m, int k) = transposeLeft ? (Columns, Rows) : (Rows, Columns);
        (int k2, int n) = transposeRight ? (other.Columns, other.Rows) : (other.Rows, other.Columns);
        if (k != k2)
        {
            throw new ArgumentException(
                $"A product of {Describe(Shape)}{(transposeLeft ? "ᵀ" : "")} with {Describe(other.Shape)}{(transposeRight ? "ᵀ" : "")} is not defined: {k} " +
                    $"columns do not match {k2} rows.");
        }

        into = Target(into, m, n);
        Device.Multiply(this, transposeLeft, other, transposeRight, into, scale, accumulate);
        return into;
    }

    /// <summary>Returns the transposed matrix, [columns, rows].</summary>
    public Tensor Transpose(Tensor? into = null)
    {
        into = Target(into, Columns, Rows);
        Device.Transpose(this, into);
        return into;
    }

    /// <summary>Adds scale · x to this tensor in place, and returns it.</summary>
    public Tensor AddScaled(Tensor x, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        RequireSameShape(x);
        Device.AddScaled(this, x, scale);
        return this;
    }

    /// <summary>Multiplies this tensor by a factor in place, and returns it.</summary>
    public Tensor Scale(float factor)
    {
        Device.Scale(this, factor);
        return this;
    }

    /// <summary>Multiplies every row by its factor, [rows], in place, and returns the tensor.</summary>
    public Tensor MultiplyRows(Tensor factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        if (factors.Count != Rows)
            throw new ArgumentException($"{Rows} factors are needed for {Describe(Shape)}; the factors are {Describe(factors.Shape)}.", nameof(factors));
        Device.MultiplyRows(this, factors);
        return this;
    }

    /// <summary>Scales every column with a Euclidean norm above a limit down to the limit, in place, and returns the tensor.</summary>
    public Tensor LimitColumnNorms(float limit)
    {
        Device.LimitColumnNorms(this, limit);
        return this;
    }

    /// <summary>The largest |x|; infinite or NaN if any element is.</summary>
    public float LargestMagnitude() => Device.LargestMagnitude(this);

    /// <summary>Σ x², in double.</summary>
    public double SumOfSquares() => Device.SumOfSquares(this);

    /// <summary>Σ x · y over all elements, in double. The result has the same bits for any number of threads.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public double Dot(Tensor other) => Device.Dot(this, InThisLayout(other));

    /// <summary>The logistic function σ(x + bias) = 1 / (1 + exp(−x − bias)); the bias is added to every row, [batch, units].</summary>
    public Tensor SigmoidWithBias(Tensor bias, Tensor? into = null)
    {
        RequireBias(bias);
        into = Target(into, Rows, Columns);
        Device.SampleBernoulli(this, bias, default, null, into);
        return into;
    }

    /// <summary>
    /// Draws bits that are 1 with probability σ(x + bias), [batch, units]. The probability is exact to float32 (see <see cref="RandomStream"/>).
    /// </summary>
    /// <param name="bias">The bias, added to every row, [units].</param>
    /// <param name="random">The random numbers.</param>
    /// <param name="into">Receives the states; new ones if null.</param>
    /// <param name="means">Receives the probabilities; null to skip them.</param>
    public States SampleSigmoid(Tensor bias, RandomStream random, States? into = null, Tensor? means = null)
    {
        RequireBias(bias);
        return Sample(bias, random, into, means);
    }

    /// <summary>Draws bits with the elements as probabilities, [batch, units].</summary>
    public States SampleBernoulli(RandomStream random, States? into = null) => Sample(null, random, into, null);

    /// <summary>The sum of softplus(x + bias) = log(1 + exp(x + bias)) over the units of each row, [batch, units] → [batch].</summary>
    public double[] SumOfSoftplus(Tensor bias)
    {
        RequireBias(bias);
        return Device.SumOfSoftplus(this, bias);
    }

    /// <summary>The dot product of each row with the row of the states, [batch, units] → [batch], in double.</summary>
    public double[] DotRows(States states)
    {
        ArgumentNullException.ThrowIfNull(states);
        RequireSameShape(states.AsTensor());
        return Device.DotRows(this, states.AsTensor());
    }

    /// <summary>tanh(x + bias), the means of signs, [batch, units] → [batch, units], as computed by <see cref="SampleSigns"/>.</summary>
    /// <param name="bias">The bias, added to every row, [units].</param>
    /// <param name="into">Receives the result; a new tensor if null.</param>
    public Tensor MeansOfSigns(Tensor bias, Tensor? into = null)
    {
        RequireBias(bias);
        into = Target(into, Rows, Columns);
        Device.SampleBernoulli(this, bias, default, null, into, signs: true);
        return into;
    }

    /// <summary>Draws signs that are 1 with probability σ(2 (x + bias)) and −1 otherwise, [batch, units]. The probability is exact to float32.</summary>
    /// <param name="bias">The bias, added to every row, [units].</param>
    /// <param name="random">The random numbers.</param>
    /// <param name="into">Receives the states, created by <see cref="States.Signs"/>; new ones if null.</param>
    /// <param name="means">Receives the means tanh(x + bias), computed from the probabilities with errors of at most 2.4·10⁻⁷; null to skip them.</param>
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
            throw new ArgumentException($"A bias of {Columns} elements is needed for {Describe(Shape)}; this one is {Describe(bias.Shape)}.", nameof(bias));
    }

    internal Tensor Target(Tensor? into, int rows, int columns)
    {
        if (into is null)
            return Zeros(Device, rows, columns);
        if (into.Rows != rows || into.Columns != columns)
            throw new ArgumentException($"The result has the shape [{rows}, {columns}], but the output tensor is {Describe(into.Shape)}.", nameof(into));
        return into;
    }
}
