using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium;

/// <summary>
/// One-hot blocks (softmax or Potts units) with energy E(x) = −b·x: in each block exactly one unit is 1, unit i with probability
/// exp(inputᵢ + bᵢ) / Σ exp(input + b) (Hinton 2010, section 13.1).
/// </summary>
public sealed class Categorical : Units
{
    private readonly Parameter[] _parameters;

    /// <summary>Units with the given biases, [units], not copied, in blocks of one size.</summary>
    /// <exception cref="ArgumentException">The units do not make whole blocks.</exception>
    public Categorical(Tensor bias, int categories)
        : base((bias ?? throw new ArgumentNullException(nameof(bias))).Count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 1);
        if (Count % categories != 0)
            throw new ArgumentException($"{Count} units do not make blocks of {categories}.", nameof(categories));
        Bias = bias;
        Categories = categories;
        _parameters = [new Parameter("bias", bias)];
    }

    /// <summary>The bias b of each unit, [units].</summary>
    public Tensor Bias { get; }

    /// <summary>How many units a block has.</summary>
    public int Categories { get; }

    /// <inheritdoc/>
    public override string Kind => "categorical";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override double[] Energy(States states) => [.. states.Dot(Bias).Select(x => -x)];

    /// <inheritdoc/>
    public override double[] LogPartition(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        double[] sums = new double[input.Rows];
        for (int row = 0; row < input.Rows; row++)
        {
            for (int start = 0; start < Count; start += Categories)
            {
                double largest = double.NegativeInfinity, sum = 0;
                for (int i = start; i < start + Categories; i++)
                    largest = Math.Max(largest, (double)input[row, i] + Bias[i]);
                for (int i = start; i < start + Categories; i++)
                    sum += Math.Exp((double)input[row, i] + Bias[i] - largest);
                sums[row] += largest + Math.Log(sum);
            }
        }

        return sums;
    }

    /// <inheritdoc/>
    public override Tensor Mean(Tensor input, Tensor? into = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        into ??= Tensor.Zeros(input.Device, input.Rows, Count);
        for (int row = 0; row < input.Rows; row++)
        {
            Span<float> means = into.Row(row);
            for (int start = 0; start < Count; start += Categories)
            {
                double largest = double.NegativeInfinity, sum = 0;
                for (int i = start; i < start + Categories; i++)
                    largest = Math.Max(largest, (double)input[row, i] + Bias[i]);
                for (int i = start; i < start + Categories; i++)
                    sum += Math.Exp((double)input[row, i] + Bias[i] - largest);
                for (int i = start; i < start + Categories; i++)
                    means[i] = (float)(Math.Exp((double)input[row, i] + Bias[i] - largest) / sum);
            }
        }

        return into;
    }

    /// <inheritdoc/>
    public override States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null)
    {
        Tensor p = Mean(input, means), drawn = Tensor.Zeros(p.Device, p.Rows, Count);
        for (int row = 0; row < p.Rows; row++)
        {
            for (int block = 0; block < Count / Categories; block++)
                drawn[row, (block * Categories) + random.Categorical(p.Row(row).Slice(block * Categories, Categories), row, block)] = 1;
        }

        return States.From(drawn);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> NegativeEnergyGradient(States states, Tensor weights, Tensor mean)
    {
        ArgumentNullException.ThrowIfNull(mean);
        return [mean.Clone()];
    }

    /// <inheritdoc/>
    public override void FitIndependently(Tensor mean, int examples)
    {
        ArgumentNullException.ThrowIfNull(mean);
        for (int i = 0; i < Count; i++)
            Bias[i] = (float)Math.Log(((examples * (double)mean[i]) + 0.5) / (examples + (0.5 * Categories)));
    }

    /// <inheritdoc/>
    public override States NewStates(Device device, int batch) => States.Binary(device, batch, Count);

    /// <inheritdoc/>
    public override Units Clone() => new Categorical(Bias.Clone(), Categories);
}
