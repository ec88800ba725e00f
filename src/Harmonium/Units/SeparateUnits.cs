using Harmonium.Numerics;
using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>
/// Units of a natural exponential family, each independent of the others: E(x) = Σ h(x) − b·x. With z = input + b, the log-partition is A(z) = log Σₓ
/// exp(z x − h(x)), the mean A′(z) and the variance A″(z) (Welling, Rosen-Zvi, Hinton 2005, "Exponential family harmoniums"). A subclass defines
/// these functions for one unit. This class applies them to all units, on the threads of the device.
/// </summary>
public abstract class SeparateUnits : LayerUnits
{
    private readonly Parameter[] _parameters;
    private readonly Tensor _bias;

    /// <summary>Creates units with the given biases, [units]. The tensor is not copied.</summary>
    /// <exception cref="ArgumentException">The biases are not a vector.</exception>
    private protected SeparateUnits(Tensor bias)
        : base((bias ?? throw new ArgumentNullException(nameof(bias))).Count)
    {
        if (bias.Rank != 1)
            throw new ArgumentException($"The biases of units must be a vector, [units]; they are {Tensor.Describe(bias.Shape)}.", nameof(bias));
        _bias = bias;
        _parameters = [new Parameter("bias", bias)];
    }

    /// <summary>Creates the units of feature maps with one bias per map. The bias is not copied.</summary>
    private protected SeparateUnits(SharedBias bias)
        : base((bias ?? throw new ArgumentNullException(nameof(bias))).Units, bias)
    {
        _bias = bias.Values;
        _parameters = [new Parameter("bias", bias.Values)];
    }

    /// <summary>The bias b of each unit, [units]. Read-only if feature maps share it.</summary>
    public Tensor Bias => Shared?.PerUnit ?? _bias;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override double[] Energy(States states)
    {
        ArgumentNullException.ThrowIfNull(states);
        double[] energy = states.Dot(Bias);
        Tensor values = states.AsTensor();
        states.Device.Share(energy.Length, (start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                energy[row] = -energy[row];
                foreach (float x in values.Row(row))
                    energy[row] += BaseEnergyAt(x);
            }
        });
        return energy;
    }

    /// <inheritdoc/>
    internal override double EnergyChange(int unit, ReadOnlySpan<float> from, ReadOnlySpan<float> to) =>
        BaseEnergyAt(to[0]) - BaseEnergyAt(from[0]) + LinearChange(unit, from, to);

    /// <inheritdoc/>
    public override double[] LogPartition(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        double[] sums = new double[input.Rows];
        input.Device.Share(input.Rows, (start, end) =>
        {
            ReadOnlySpan<float> bias = Bias.AsSpan();
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> x = input.Row(row);
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                    sum += LogPartitionAt((double)x[i] + bias[i]);
                sums[row] = sum;
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
            ReadOnlySpan<float> bias = Bias.AsSpan();
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> x = input.Row(row);
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                    sum += LogPartitionAt((to * x[i]) + bias[i]) - LogPartitionAt((from * x[i]) + bias[i]);
                into[row] += sum;
            }
        });
    }

    /// <inheritdoc/>
    public override Tensor Mean(Tensor input, Tensor? into = null) => Map(input, into, MeanAt);

    /// <inheritdoc/>
    public override Tensor Variance(Tensor input, Tensor? into = null) => Map(input, into, VarianceAt);

    /// <inheritdoc/>
    public override Tensor Mode(Tensor input, Tensor? into = null) => Map(input, into, ModeAt);

    /// <inheritdoc/>
    public override States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (means is not null)
            Mean(input, means);
        Tensor drawn = Tensor.Aligned(input.Device, input.Rows, Count);
        input.Device.Share(input.Rows, (start, end) =>
        {
            ReadOnlySpan<float> bias = Bias.AsSpan();
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> x = input.Row(row);
                Span<float> y = drawn.Row(row);
                for (int i = 0; i < x.Length; i++)
                    y[i] = DrawAt((double)x[i] + bias[i], random, row, i);
            }
        });
        return States.From(drawn);
    }

    /// <inheritdoc/>
    public override void AddNegativeEnergyGradient(States states, Tensor weights, Tensor mean, float scale, IReadOnlyList<Tensor> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        AddToBias(into[0], mean, scale);
    }

    /// <inheritdoc/>
    public override void FitIndependently(Tensor mean, int examples)
    {
        ArgumentNullException.ThrowIfNull(mean);
        mean = Shared?.MeansOf(mean) ?? mean;
        for (int i = 0; i < _bias.Count; i++)
            _bias[i] = (float)NaturalOf(mean[i], examples);
    }

    /// <inheritdoc/>
    public override string? Misfit(ReadOnlySpan<float> states)
    {
        for (int i = 0; i < states.Length; i++)
        {
            if (!IsState(states[i]))
                return $"unit {i} is {states[i]}; {Kind} units are {Values}";
        }

        return null;
    }

    /// <summary>A description of the values that the units take.</summary>
    protected abstract string Values { get; }

    /// <summary>True if a unit can take the value.</summary>
    protected abstract bool IsState(float value);

    /// <summary>h(x), in nats.</summary>
    protected abstract double BaseEnergyAt(float x);

    /// <summary>A(z), in nats.</summary>
    protected abstract double LogPartitionAt(double z);

    /// <summary>A′(z).</summary>
    protected abstract double MeanAt(double z);

    /// <summary>A″(z).</summary>
    protected abstract double VarianceAt(double z);

    /// <summary>The most probable state.</summary>
    protected abstract double ModeAt(double z);

    /// <summary>Draws a state from p(x | z), with the random numbers of one position of a stream.</summary>
    protected abstract float DrawAt(double z, RandomStream random, int row, int column);

    /// <summary>Returns a z with a mean close to the given one. The result is finite for all data.</summary>
    protected abstract double NaturalOf(double mean, int examples);

    /// <summary>Computes the means with a law of the device, [batch, units].</summary>
    private protected Tensor MeanBy(UnitLaw law, Tensor input, Tensor? into)
    {
        ArgumentNullException.ThrowIfNull(input);
        into ??= Tensor.Zeros(input.Device, input.Rows, Count);
        input.Draw(law, Bias, null, default, null, into);
        return into;
    }

    /// <summary>Draws states with a law of the device, [batch, units].</summary>
    private protected States DrawBy(UnitLaw law, Tensor input, RandomStream random, States? into, Tensor? means)
    {
        ArgumentNullException.ThrowIfNull(input);
        States states = States.BufferFor(into, input.Device, input.Rows, Count);
        input.Draw(law, Bias, null, random, states.AsTensor(), means);
        return states;
    }

    private Tensor Map(Tensor input, Tensor? into, Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor result = into ?? Tensor.Zeros(input.Device, input.Rows, Count);
        input.Device.Share(input.Rows, (start, end) =>
        {
            ReadOnlySpan<float> bias = Bias.AsSpan();
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> x = input.Row(row);
                Span<float> y = result.Row(row);
                for (int i = 0; i < x.Length; i++)
                    y[i] = (float)function((double)x[i] + bias[i]);
            }
        });
        return result;
    }
}
