using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Harmonium.Units;

/// <summary>
/// Real-valued units with energy E(x) = Σ (x − b)² / (2 s²), so that p(x | input) is normal with mean b + s² input and variance s² (Welling,
/// Rosen-Zvi, Hinton 2005; Cho, Ilin, Raiko 2011 for the learned variance). The variance is either 1 or learned through its logarithm. In training, a lower
/// limit keeps a learned variance from collapsing onto the data, and steps are those of standardized data: with z = (x − m) / σ and the weights W′ of z, a
/// step of W′ along its gradient is a step of W = W′ / σ along its own gradient over σ², and the bias moves along its gradient times s².
/// </summary>
public sealed class Gaussian : LayerUnits
{
    /// <summary>
    /// The lower limit of the log-variance while it is learned, relative to that of the data: a standard deviation of 0.05. A smaller value in a model file is
    /// kept.
    /// </summary>
    public const float LeastLogVariance = -6;

    // exp of it is still a normal number, and so is its reciprocal.
    private const float LeastFinite = -80;

    private readonly Parameter[] _parameters;
    private readonly Tensor _bias;
    private Tensor? _leastVariance;
    private Tensor? _spread;

    /// <summary>Creates units of variance 1 with all biases 0.</summary>
    public Gaussian(int count)
        : this(Tensor.Zeros(count))
    {
    }

    /// <summary>
    /// Creates units with the given biases, [units], and log-variances, [units]. The variances are 1 if these are null. The tensors are not copied.
    /// </summary>
    /// <exception cref="ArgumentException">The tensors are not vectors of equal length.</exception>
    public Gaussian(Tensor bias, Tensor? logVariance = null)
        : base((bias ?? throw new ArgumentNullException(nameof(bias))).Count)
    {
        if (bias.Rank != 1 || (logVariance is not null && (logVariance.Rank != 1 || logVariance.Count != bias.Count)))
            throw new ArgumentException("The biases and log-variances of Gaussian units must be vectors of equal length; they are " +
                $"{Tensor.Describe(bias.Shape)} and {Tensor.Describe((logVariance ?? bias).Shape)}.", nameof(bias));
        _bias = bias;
        LogVariance = logVariance;
        _parameters = logVariance is null ? [new Parameter("bias", bias)] : [new Parameter("bias", bias), new Parameter("logVariance", logVariance)];
    }

    /// <summary>Creates units of variance 1 in feature maps, with one bias per map. The bias is not copied.</summary>
    internal Gaussian(SharedBias bias)
        : base((bias ?? throw new ArgumentNullException(nameof(bias))).Units, bias)
    {
        _bias = bias.Values;
        _parameters = [new Parameter("bias", bias.Values)];
    }

    /// <summary>The bias b of each unit, which is its mean without input, [units]. Read-only if feature maps share it.</summary>
    public Tensor Bias => Shared?.PerUnit ?? _bias;

    /// <summary>ln s² of each unit, [units]; null if all variances are fixed at 1.</summary>
    public Tensor? LogVariance { get; }

    /// <inheritdoc/>
    public override string Kind => "gaussian";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <inheritdoc/>
    internal override UnitRange Range => UnitRange.Real;

    /// <summary>The variance of the data, [units], if the variance is learned and the units were fitted to data by all of their moments.</summary>
    internal override Tensor? Spread => _spread;

    /// <inheritdoc/>
    public override double[] Energy(States states)
    {
        ArgumentNullException.ThrowIfNull(states);
        Tensor values = states.AsTensor();
        double[] energy = new double[values.Rows];
        float[] variances = Variances();
        states.Device.Share(values.Rows, (start, end) =>
        {
            ReadOnlySpan<float> bias = Bias.AsSpan();
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> x = values.Row(row);
                for (int i = 0; i < x.Length; i++)
                {
                    double distance = (double)x[i] - bias[i];
                    energy[row] += distance * distance / (2 * variances[i]);
                }
            }
        });
        return energy;
    }

    /// <inheritdoc/>
    internal override double EnergyChange(int unit, ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        double mean = BiasPerUnit[unit], variance = LogVariance is null ? 1 : Math.Exp(Math.Max(LogVariance[unit], LeastLogVariance));
        return (((to[0] - mean) * (to[0] - mean)) - ((from[0] - mean) * (from[0] - mean))) / (2 * variance);
    }

    /// <summary>Σ b·input + ½ s² input² + ½ ln(2π s²), [batch, units] → [batch], in nats.</summary>
    public override double[] LogPartition(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        double[] sums = new double[input.Rows];
        float[] variances = Variances();
        double constant = variances.Sum(v => 0.5 * Math.Log(2 * Math.PI * v));
        input.Device.Share(input.Rows, (start, end) =>
        {
            ReadOnlySpan<float> bias = Bias.AsSpan();
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> x = input.Row(row);
                double sum = constant;
                for (int i = 0; i < x.Length; i++)
                    sum += x[i] * (bias[i] + (0.5 * variances[i] * x[i]));
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
        float[] variances = Variances();
        double squares = 0.5 * ((to * to) - (from * from));
        input.Device.Share(input.Rows, (start, end) =>
        {
            ReadOnlySpan<float> bias = Bias.AsSpan();
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> x = input.Row(row);
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                    sum += x[i] * (((to - from) * bias[i]) + (squares * variances[i] * x[i]));
                into[row] += sum;
            }
        });
    }

    /// <summary>b + s² input, [batch, units] → [batch, units].</summary>
    public override Tensor Mean(Tensor input, Tensor? into = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        into ??= Tensor.Zeros(input.Device, input.Rows, Count);
        input.Draw(UnitLaw.Normal, Bias, VarianceTensor(), default, null, into);
        return into;
    }

    /// <summary>s², which does not depend on the input, [batch, units] → [batch, units].</summary>
    public override Tensor Variance(Tensor input, Tensor? into = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor result = into ?? Tensor.Zeros(input.Device, input.Rows, Count);
        float[] variances = Variances();
        for (int row = 0; row < input.Rows; row++)
            variances.CopyTo(result.Row(row));
        return result;
    }

    /// <summary>The mean.</summary>
    public override Tensor Mode(Tensor input, Tensor? into = null) => Mean(input, into);

    /// <inheritdoc/>
    public override States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        States states = States.BufferFor(into, input.Device, input.Rows, Count);
        input.Draw(UnitLaw.Normal, Bias, VarianceTensor(), random, states.AsTensor(), means);
        return states;
    }

    /// <summary>
    /// Adds Σ w (x − b) / s² for the bias and Σ w (x − b)² / (2 s²) for the log-variance. A log-variance below the lower limit is set to the limit.
    /// </summary>
    public override void AddNegativeEnergyGradient(States states, Tensor weights, Tensor mean, float scale, IReadOnlyList<Tensor> into)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(into);
        float[] variances = Variances();
        float total = TensorPrimitives.Sum(weights.AsSpan());
        Tensor perUnit = Shared is null ? into[0] : Tensor.ZerosLike(Bias);
        Span<float> ofBias = perUnit.AsSpan();
        ReadOnlySpan<float> means = mean.AsSpan(), bias = Bias.AsSpan();
        for (int i = 0; i < ofBias.Length; i++)
            ofBias[i] += scale * (means[i] - (total * bias[i])) / variances[i];
        Shared?.AddSums(perUnit, 1, into[0]);
        if (LogVariance is null)
            return;
        for (int i = 0; i < Count; i++)
            LogVariance[i] = MathF.Max(LogVariance[i], _leastVariance is null ? LeastLogVariance : MathF.Log(_leastVariance[i]));
        Tensor values = states.AsTensor();
        double[] sums = new double[Count];
        for (int row = 0; row < values.Rows; row++)
        {
            ReadOnlySpan<float> x = values.Row(row);
            double weight = weights[row];
            for (int i = 0; i < x.Length; i++)
                sums[i] += weight * ((double)x[i] - bias[i]) * ((double)x[i] - bias[i]);
        }

        for (int i = 0; i < Count; i++)
            into[1][i] += (float)(scale * sums[i] / (2 * variances[i]));
    }

    /// <summary>Sets b = mean.</summary>
    public override void FitIndependently(Tensor mean, int examples)
    {
        ArgumentNullException.ThrowIfNull(mean);
        (Shared?.MeansOf(mean) ?? mean).CopyTo(_bias);
    }

    /// <summary>
    /// Sets b = mean and, if the variance is learned, ln s² to that of the data, but not below the lower limit, or below the present value where that is
    /// smaller.
    /// </summary>
    public override void FitIndependently(Tensor mean, Tensor variance, int examples)
    {
        ArgumentNullException.ThrowIfNull(variance);
        FitIndependently(mean, examples);
        for (int i = 0; LogVariance is not null && i < Count; i++)
            LogVariance[i] = MathF.Max(MathF.Log(variance[i]), MathF.Min(LogVariance[i], LeastLogVariance));
    }

    /// <summary>Sets b to the mean and, if the variance is learned, ln s² to the variance of the data and its lower limit to that of the data.</summary>
    internal override void FitIndependently(ColumnMoments moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        FitIndependently(moments.Mean, moments.Count);
        if (LogVariance is null)
            return;
        for (int i = 0; i < Count; i++)
            LogVariance[i] = MathF.Log(moments.Variance[i]);
        (_spread, _leastVariance) = (moments.Variance.To(Bias.Device), moments.LeastVariance);
    }

    /// <summary>(mean − b) / s².</summary>
    public override Tensor InputFor(Tensor mean, int examples)
    {
        ArgumentNullException.ThrowIfNull(mean);
        Tensor input = mean.Clone().AddScaled(Bias, -1);
        float[] variances = Variances();
        for (int i = 0; i < Count; i++)
            input[i] /= variances[i];
        return input;
    }

    /// <summary>Adds scale · s² · shift: the mean changes by s² when the input changes by 1.</summary>
    public override void AddInputShift(Tensor biasGradient, Tensor shift, float scale)
    {
        ArgumentNullException.ThrowIfNull(biasGradient);
        ArgumentNullException.ThrowIfNull(shift);
        if (Shared is not null)
        {
            AddToBias(biasGradient, shift, scale);
            return;
        }

        float[] variances = Variances();
        for (int i = 0; i < Count; i++)
            biasGradient[i] += scale * variances[i] * shift[i];
    }

    /// <inheritdoc/>
    public override string? Misfit(ReadOnlySpan<float> states)
    {
        for (int i = 0; i < states.Length; i++)
        {
            if (!float.IsFinite(states[i]))
                return $"unit {i} is {states[i]}; Gaussian units are finite numbers";
        }

        return null;
    }

    /// <inheritdoc/>
    public override LayerUnits Clone() => Shared is null
        ? new Gaussian(Bias.Clone(), LogVariance?.Clone()) { _leastVariance = _leastVariance, _spread = _spread }
        : new Gaussian(Shared.Clone());

    private Tensor? VarianceTensor() => LogVariance is null ? null : Tensor.From(Variances(), Count).To(Bias.Device);

    /// <summary>s² of each unit.</summary>
    internal float[] Variances()
    {
        float[] variances = new float[Count];
        if (LogVariance is null)
            variances.AsSpan().Fill(1);
        for (int i = 0; LogVariance is not null && i < Count; i++)
            variances[i] = MathF.Exp(MathF.Max(LogVariance[i], LeastFinite));
        return variances;
    }
}
