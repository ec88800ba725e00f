using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>
/// Word counts of a document of D words, each drawn from the same softmax (replicated softmax; Salakhutdinov &amp; Hinton 2009). The energy is E(x) =
/// −b·x. A state is the sequence of words, but only the counts x matter, so that log Σ exp(input·x − E) = D log Σ exp(input + b). Each document has
/// its own D, which sampling keeps (<see cref="For"/>). <see cref="Length"/> is the D of documents drawn without data.
/// </summary>
public sealed class ReplicatedSoftmax : LayerUnits
{
    private readonly Parameter[] _parameters;
    private readonly int[]? _lengths;

    /// <summary>Units with the given biases, [words], not copied.</summary>
    /// <param name="bias">The bias of each word.</param>
    /// <param name="length">The number of words D of documents drawn without data; also the D of log Z.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1.</exception>
    public ReplicatedSoftmax(Tensor bias, int length)
        : base((bias ?? throw new ArgumentNullException(nameof(bias))).Count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Bias = bias;
        Length = length;
        _parameters = [new Parameter("bias", bias)];
    }

    private ReplicatedSoftmax(ReplicatedSoftmax units, int[] lengths)
        : this(units.Bias, units.Length) => _lengths = lengths;

    /// <summary>The bias b of each word, [words].</summary>
    public Tensor Bias { get; }

    /// <summary>The number of words D of documents drawn without data; also the D of log Z.</summary>
    public int Length { get; }

    /// <inheritdoc/>
    public override string Kind => "replicated-softmax";

    /// <inheritdoc/>
    internal override bool IsDiscrete => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Returns units for documents of another length. The biases are shared.</summary>
    public ReplicatedSoftmax WithLength(int length) => new(Bias, length);

    /// <summary>−b·x, [batch, words] → [batch], in nats: the energy of a document as an ordered sequence of words.</summary>
    public override double[] Energy(States states)
    {
        ArgumentNullException.ThrowIfNull(states);
        double[] energy = states.Dot(Bias);
        for (int row = 0; row < energy.Length; row++)
            energy[row] = -energy[row];
        return energy;
    }

    /// <summary>D log Σ exp(input + b), [batch, words] → [batch], in nats.</summary>
    public override double[] LogPartition(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        double[] logs = new double[input.Rows];
        input.Device.Share(input.Rows, (start, end) =>
        {
            for (int row = start; row < end; row++)
                logs[row] = LengthOf(row, input.Rows) * SoftmaxBlocks.LogSumExp(input.Row(row), Bias.AsSpan());
        });
        return logs;
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
                into[row] += LengthOf(row, input.Rows)
                    * (SoftmaxBlocks.LogSumExp(input.Row(row), Bias.AsSpan(), to) - SoftmaxBlocks.LogSumExp(input.Row(row), Bias.AsSpan(), from));
            }
        });
    }

    /// <summary>D exp(input + b) / Σ exp(input + b), [batch, words] → [batch, words].</summary>
    public override Tensor Mean(Tensor input, Tensor? into = null)
    {
        Tensor means = Shares(input, into);
        for (int row = 0; row < means.Rows; row++)
            System.Numerics.Tensors.TensorPrimitives.Multiply(means.Row(row), LengthOf(row, means.Rows), means.Row(row));
        return means;
    }

    /// <summary>D p (1 − p), [batch, words] → [batch, words].</summary>
    public override Tensor Variance(Tensor input, Tensor? into = null)
    {
        Tensor variance = Shares(input, into);
        for (int row = 0; row < variance.Rows; row++)
        {
            int length = LengthOf(row, variance.Rows);
            foreach (ref float p in variance.Row(row))
                p *= length * (1 - p);
        }

        return variance;
    }

    /// <summary>
    /// The most probable counts, [batch, words] → [batch, words]. Starts from ⌊(D + 1) p⌋ and adds or removes the word with the smallest cost until
    /// the counts sum to D (Finucan 1964).
    /// </summary>
    public override Tensor Mode(Tensor input, Tensor? into = null)
    {
        Tensor mode = Shares(input, into);
        for (int row = 0; row < mode.Rows; row++)
        {
            Span<float> counts = mode.Row(row);
            float[] shares = counts.ToArray();
            int total = 0, length = LengthOf(row, mode.Rows);
            for (int i = 0; i < counts.Length; i++)
                total += (int)(counts[i] = MathF.Floor((length + 1) * shares[i]));
            for (; total < length; total++)
                counts[Best(counts, (x, i) => shares[i] / (x + 1))]++;
            for (; total > length; total--)
                counts[Best(counts, (x, i) => x > 0 ? x / shares[i] : -1)]--;
        }

        return mode;

        static int Best(ReadOnlySpan<float> counts, Func<float, int, float> gain)
        {
            int best = 0;
            for (int i = 1; i < counts.Length; i++)
                best = gain(counts[i], i) > gain(counts[best], best) ? i : best;
            return best;
        }
    }

    /// <summary>Draws documents, stored as the nonzero counts. The given states are not reused.</summary>
    public override States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.SampleCounts(Bias, _lengths ?? [.. Enumerable.Repeat(Length, input.Rows)], random, means);
    }

    /// <summary>Returns units for documents of the same lengths as the given ones. The biases are shared.</summary>
    public override LayerUnits For(States? states) =>
        states is null ? this : new ReplicatedSoftmax(this, [.. states.Dot(Tensor.Filled(1, Count).To(Bias.Device)).Select(total => (int)Math.Round(total))]);

    /// <inheritdoc/>
    public override States NewStates(Device device, int batch) => States.NoCounts(device, batch, Count);

    /// <inheritdoc/>
    public override void AddNegativeEnergyGradient(States states, Tensor weights, Tensor mean, float scale, IReadOnlyList<Tensor> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        into[0].AddScaled(mean, scale);
    }

    /// <summary>Sets b = ln of the fraction of each word, smoothed by half a word.</summary>
    public override void FitIndependently(Tensor mean, int examples)
    {
        ArgumentNullException.ThrowIfNull(mean);
        double total = 0;
        for (int i = 0; i < Count; i++)
            total += mean[i];
        for (int i = 0; i < Count; i++)
            Bias[i] = (float)Math.Log(((examples * (double)mean[i]) + 0.5) / ((examples * total) + (0.5 * Count)));
    }

    /// <inheritdoc/>
    public override string? Misfit(ReadOnlySpan<float> states)
    {
        bool any = false;
        for (int i = 0; i < states.Length; i++)
        {
            if (!(states[i] >= 0 && float.IsInteger(states[i])))
                return $"word {i} has the count {states[i]}; counts are whole numbers of at least 0";
            any |= states[i] > 0;
        }

        return any ? null : "the document has no words; at least one is needed";
    }

    /// <inheritdoc/>
    public override LayerUnits Clone() => new ReplicatedSoftmax(Bias.Clone(), Length);

    private int LengthOf(int row, int rows)
    {
        if (_lengths is null)
            return Length;
        return _lengths.Length == rows ? _lengths[row]
            : throw new ArgumentException($"These units are for {_lengths.Length} documents; {rows} were given.");
    }

    private Tensor Shares(Tensor input, Tensor? into)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.SoftmaxOfBlocks(Bias, Count, into);
    }
}
