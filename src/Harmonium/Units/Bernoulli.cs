using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>Binary units, 0 or 1, with energy E(x) = −Σ b·x, so that p(x = 1 | input) = σ(input + b) (Smolensky 1986; Hinton 2002, eq. 1).</summary>
public sealed class Bernoulli : LayerUnits
{
    private readonly Parameter[] _parameters;
    private readonly Tensor _bias;

    /// <summary>Creates units with all biases 0.</summary>
    public Bernoulli(int count)
        : this(Tensor.Zeros(count))
    {
    }

    /// <summary>Creates units with the given biases, [units]. The tensor is not copied.</summary>
    public Bernoulli(Tensor bias)
        : base(RequireVector(bias).Count)
    {
        _bias = bias;
        _parameters = [new Parameter("bias", bias)];
    }

    /// <summary>Creates the units of feature maps with one bias per map. The bias is not copied.</summary>
    internal Bernoulli(SharedBias bias)
        : base((bias ?? throw new ArgumentNullException(nameof(bias))).Units, bias)
    {
        _bias = bias.Values;
        _parameters = [new Parameter("bias", bias.Values)];
    }

    /// <summary>The bias b of each unit, [units]. Read-only if feature maps share it.</summary>
    public Tensor Bias => Shared?.PerUnit ?? _bias;

    /// <inheritdoc/>
    public override string Kind => "bernoulli";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override double[] Energy(States states)
    {
        double[] energy = states.Dot(Bias);
        for (int i = 0; i < energy.Length; i++)
            energy[i] = -energy[i];
        return energy;
    }

    /// <inheritdoc/>
    internal override double EnergyChange(int unit, ReadOnlySpan<float> from, ReadOnlySpan<float> to) => LinearChange(unit, from, to);

    /// <summary>Σ log(1 + exp(input + b)), [batch, units] → [batch], in nats.</summary>
    public override double[] LogPartition(Tensor input) => input.SumOfSoftplus(Bias);

    /// <inheritdoc/>
    public override void AddLogPartitionDifference(Tensor input, double from, double to, double[] into)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(into);
        ParallelRows.Run(input.Device, into.Length, row => into[row] += SoftplusSum.Difference(input.Row(row), Bias.AsSpan(), from, to));
    }

    /// <summary>σ(input + b), [batch, units] → [batch, units].</summary>
    public override Tensor Mean(Tensor input, Tensor? into = null) => input.SigmoidWithBias(Bias, into);

    /// <summary>p (1 − p) with p = σ(input + b), [batch, units] → [batch, units].</summary>
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

    /// <summary>1 where input + b is above 0, [batch, units] → [batch, units].</summary>
    public override Tensor Mode(Tensor input, Tensor? into = null)
    {
        Tensor mode = Mean(input, into);
        for (int row = 0; row < mode.Rows; row++)
        {
            foreach (ref float p in mode.Row(row))
                p = p > 0.5f ? 1 : 0;
        }

        return mode;
    }

    /// <inheritdoc/>
    public override States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null) =>
        input.SampleSigmoid(Bias, random, into, means);

    /// <inheritdoc/>
    public override void AddNegativeEnergyGradient(States states, Tensor weights, Tensor mean, float scale, IReadOnlyList<Tensor> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        AddToBias(into[0], mean, scale);
    }

    /// <summary>
    /// Sets b = log(p / (1 − p)) with p the mean of the data (Hinton 2010, section 8.1). Smoothing keeps p away from 0 and 1 (Laplace): p = (n·mean +
    /// ½) / (n + 1).
    /// </summary>
    public override void FitIndependently(Tensor mean, int examples)
    {
        ArgumentNullException.ThrowIfNull(mean);
        Span<float> bias = _bias.AsSpan();
        ReadOnlySpan<float> means = (Shared?.MeansOf(mean) ?? mean).AsSpan();
        for (int i = 0; i < bias.Length; i++)
        {
            double p = ((examples * (double)means[i]) + 0.5) / (examples + 1.0);
            bias[i] = (float)Math.Log(p / (1 - p));
        }
    }

    /// <inheritdoc/>
    public override string? Misfit(ReadOnlySpan<float> states)
    {
        for (int i = 0; i < states.Length; i++)
        {
            if (states[i] is not (0 or 1))
                return $"unit {i} is {states[i]}; Bernoulli units are 0 or 1";
        }

        return null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<float[]> BlockStates { get; } = [[0], [1]];

    /// <inheritdoc/>
    public override States NewStates(Device device, int batch) => States.Binary(device, batch, Count);

    /// <inheritdoc/>
    public override LayerUnits Clone() => Shared is null ? new Bernoulli(Bias.Clone()) : new Bernoulli(Shared.Clone());

    private static Tensor RequireVector(Tensor bias)
    {
        ArgumentNullException.ThrowIfNull(bias);
        if (bias.Rank != 1)
            throw new ArgumentException($"The biases of Bernoulli units must be a vector, [units]; they are {Tensor.Describe(bias.Shape)}.", nameof(bias));
        return bias;
    }
}
