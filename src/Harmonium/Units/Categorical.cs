using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>
/// One-hot blocks (softmax or Potts units) with energy E(x) = −b·x. Exactly one unit of each block is 1: unit i with probability exp(inputᵢ + bᵢ) / Σ
/// exp(input + b) (Hinton 2010, section 13.1).
/// </summary>
public sealed class Categorical : LayerUnits
{
    private readonly Parameter[] _parameters;

    /// <summary>Creates units with the given biases, [units], in blocks of equal size. The tensor is not copied.</summary>
    /// <exception cref="ArgumentException">The number of units is not a multiple of the block size.</exception>
    public Categorical(Tensor bias, int categories)
        : base((bias ?? throw new ArgumentNullException(nameof(bias))).Count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 1);
        if (Count % categories != 0)
            throw new ArgumentException($"{Count} units cannot be divided into blocks of {categories}.", nameof(categories));
        Bias = bias;
        Categories = categories;
        _parameters = [new Parameter("bias", bias)];
    }

    /// <summary>The bias b of each unit, [units].</summary>
    public Tensor Bias { get; }

    /// <summary>The number of units per block.</summary>
    public int Categories { get; }

    /// <inheritdoc/>
    public override string Kind => "categorical";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override double[] Energy(States states) => [.. states.Dot(Bias).Select(x => -x)];

    /// <inheritdoc/>
    internal override double EnergyChange(int unit, ReadOnlySpan<float> from, ReadOnlySpan<float> to) => LinearChange(unit, from, to);

    /// <summary>Σ_blocks log Σ exp(input + b), [batch, units] → [batch], in nats.</summary>
    public override double[] LogPartition(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        double[] sums = new double[input.Rows];
        input.Device.Share(input.Rows, (start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> x = input.Row(row), bias = Bias.AsSpan();
                for (int block = 0; block < Count; block += Categories)
                    sums[row] += SoftmaxBlocks.LogSumExp(x.Slice(block, Categories), bias.Slice(block, Categories));
            }
        });
        return sums;
    }

    /// <inheritdoc/>
    public override void AddLogPartitionDifference(Tensor input, double from, double to, double[] into)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(into);
        input.Device.Share(input.Rows, (start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> x = input.Row(row), bias = Bias.AsSpan();
                for (int block = 0; block < Count; block += Categories)
                {
                    into[row] += SoftmaxBlocks.LogSumExp(x.Slice(block, Categories), bias.Slice(block, Categories), to)
                        - SoftmaxBlocks.LogSumExp(x.Slice(block, Categories), bias.Slice(block, Categories), from);
                }
            }
        });
    }

    /// <summary>exp(input + b) / Σ_block exp(input + b), [batch, units] → [batch, units].</summary>
    public override Tensor Mean(Tensor input, Tensor? into = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.SoftmaxOfBlocks(Bias, Categories, into);
    }

    /// <summary>p (1 − p) of each unit, [batch, units] → [batch, units].</summary>
    public override Tensor Variance(Tensor input, Tensor? into = null)
    {
        Tensor variance = Mean(input, into);
        for (int row = 0; row < variance.Rows; row++)
        {
            foreach (ref float p in variance.Row(row))
                p *= 1 - p;
        }

        return variance;
    }

    /// <summary>1 for the most probable unit of each block, [batch, units] → [batch, units].</summary>
    public override Tensor Mode(Tensor input, Tensor? into = null)
    {
        Tensor mode = Mean(input, into);
        for (int row = 0; row < mode.Rows; row++)
        {
            for (int block = 0; block < Count; block += Categories)
            {
                Span<float> p = mode.Row(row).Slice(block, Categories);
                int likeliest = System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(p);
                p.Clear();
                p[likeliest] = 1;
            }
        }

        return mode;
    }

    /// <inheritdoc/>
    public override States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.SampleBlocks(Bias, Categories, random, into, means);
    }

    /// <inheritdoc/>
    public override void AddNegativeEnergyGradient(States states, Tensor weights, Tensor mean, float scale, IReadOnlyList<Tensor> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        into[0].AddScaled(mean, scale);
    }

    /// <inheritdoc/>
    public override void FitIndependently(Tensor mean, int examples)
    {
        ArgumentNullException.ThrowIfNull(mean);
        for (int i = 0; i < Count; i++)
            Bias[i] = (float)Math.Log(((examples * (double)mean[i]) + 0.5) / (examples + (0.5 * Categories)));
    }

    /// <inheritdoc/>
    public override string? Misfit(ReadOnlySpan<float> states)
    {
        for (int block = 0; block < states.Length; block += Categories)
        {
            int ones = 0;
            for (int i = block; i < block + Categories; i++)
            {
                if (states[i] is not (0 or 1))
                    return $"unit {i} is {states[i]}; categorical units are 0 or 1";
                ones += states[i] == 1 ? 1 : 0;
            }

            if (ones != 1)
                return $"units {block} to {block + Categories - 1} have {ones} ones; a block of categorical units has exactly one";
        }

        return null;
    }

    /// <inheritdoc/>
    public override int BlockSize => Categories;

    /// <inheritdoc/>
    public override IReadOnlyList<float[]> BlockStates =>
        [.. Enumerable.Range(0, Categories).Select(one => Enumerable.Range(0, Categories).Select(i => i == one ? 1f : 0f).ToArray())];

    /// <inheritdoc/>
    public override States NewStates(Device device, int batch) => States.Binary(device, batch, Count);

    /// <inheritdoc/>
    public override LayerUnits Clone() => new Categorical(Bias.Clone(), Categories);
}
