using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium;

/// <summary>
/// Counts of the words of a document of D words, each drawn from one softmax: energy E(x) = −b·x. A state is the
/// sequence of the words, of which the counts x are all that matters, so that log Σ exp(input·x − E) = D log Σ exp(input + b) (replicated softmax; Salakhutdinov &amp; Hinton 2009).
/// D is a document's own and does not change while it is resampled; <see cref="Length"/> is that of documents drawn from nothing.
/// </summary>
public sealed class Multinomial : Units
{
    private readonly Parameter[] _parameters;

    /// <summary>Units with the given biases, [words], not copied.</summary>
    /// <param name="bias">The bias of each word.</param>
    /// <param name="length">D of documents that are drawn without one to begin with, and of log Z.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1.</exception>
    public Multinomial(Tensor bias, int length)
        : base((bias ?? throw new ArgumentNullException(nameof(bias))).Count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Bias = bias;
        Length = length;
        _parameters = [new Parameter("bias", bias)];
    }

    /// <summary>The bias b of each word, [words].</summary>
    public Tensor Bias { get; }

    /// <summary>D of documents that are drawn without one to begin with, and of log Z.</summary>
    public int Length { get; }

    /// <inheritdoc/>
    public override string Kind => "multinomial";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The same units for documents of another length; biases are shared.</summary>
    public Multinomial WithLength(int length) => new(Bias, length);

    /// <summary>−b·x, [batch, words] → [batch], in nats: of a document with its words in their order.</summary>
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
                logs[row] = Length * SoftmaxBlocks.LogSumExp(input.Row(row), Bias.AsSpan());
        });
        return logs;
    }

    /// <summary>D exp(input + b) / Σ exp(input + b), [batch, words] → [batch, words].</summary>
    public override Tensor Mean(Tensor input, Tensor? into = null)
    {
        Tensor means = Shares(input, into);
        return means.Scale(Length);
    }

    /// <summary>D p (1 − p), [batch, words] → [batch, words].</summary>
    public override Tensor Variance(Tensor input, Tensor? into = null)
    {
        Tensor variance = Shares(input, into);
        for (int row = 0; row < variance.Rows; row++)
        {
            foreach (ref float p in variance.Row(row))
                p *= Length * (1 - p);
        }

        return variance;
    }

    /// <summary>
    /// The likeliest counts, from ⌊(D + 1) p⌋ by adding the word, or taking off the one, that costs least until there are D
    /// (Finucan 1964), [batch, words] → [batch, words].
    /// </summary>
    public override Tensor Mode(Tensor input, Tensor? into = null)
    {
        Tensor mode = Shares(input, into);
        for (int row = 0; row < mode.Rows; row++)
        {
            Span<float> counts = mode.Row(row);
            float[] shares = counts.ToArray();
            int total = 0;
            for (int i = 0; i < counts.Length; i++)
                total += (int)(counts[i] = MathF.Floor((Length + 1) * shares[i]));
            for (; total < Length; total++)
                counts[Best(counts, (x, i) => shares[i] / (x + 1))]++;
            for (; total > Length; total--)
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

    /// <summary>Documents of <see cref="Length"/> words.</summary>
    public override States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null) => Draw(input, random, _ => Length, means);

    /// <summary>Documents as long as those before.</summary>
    public override States Resample(States? before, Tensor input, RandomStream random, States? into = null, Tensor? means = null)
    {
        if (before is null)
            return Sample(input, random, into, means);
        Tensor counts = before.AsTensor();
        return Draw(input, random, row => (int)System.Numerics.Tensors.TensorPrimitives.Sum<float>(counts.Row(row)), means);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> NegativeEnergyGradient(States states, Tensor weights, Tensor mean)
    {
        ArgumentNullException.ThrowIfNull(mean);
        return [mean.Clone()];
    }

    /// <summary>b = ln of the share of each word, with half a word's worth of doubt.</summary>
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
                return $"word {i} counts {states[i]}; counts are whole and at least 0";
            any |= states[i] > 0;
        }

        return any ? null : "the document has no word; at least one is needed";
    }

    /// <inheritdoc/>
    public override Units Clone() => new Multinomial(Bias.Clone(), Length);

    private Tensor Shares(Tensor input, Tensor? into)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor shares = into ?? Tensor.Zeros(input.Device, input.Rows, Count);
        input.Device.Share(input.Rows, (start, end) =>
        {
            for (int row = start; row < end; row++)
                SoftmaxBlocks.Of(input.Row(row), Bias.AsSpan(), Count, shares.Row(row));
        });
        return shares;
    }

    private States Draw(Tensor input, RandomStream random, Func<int, int> lengthOf, Tensor? means)
    {
        Tensor shares = Shares(input, means), drawn = Tensor.Aligned(input.Device, input.Rows, Count);
        input.Device.Share(input.Rows, (start, end) =>
        {
            double[] passed = new double[Count];
            for (int row = start; row < end; row++)
            {
                Span<float> p = shares.Row(row), counts = drawn.Row(row);
                double sum = 0;
                for (int i = 0; i < Count; i++)
                    passed[i] = sum += p[i];
                int length = lengthOf(row);
                for (int word = 0; word < length; word++)
                {
                    (uint a, uint b, _, _) = random.Block((uint)word, (uint)row);
                    double u = ((((ulong)a << 32) | b) >> 11) * sum / (1UL << 53);
                    int found = Array.BinarySearch(passed, u);
                    counts[Math.Min(found < 0 ? ~found : found + 1, Count - 1)]++;
                }

                if (means is not null)
                    System.Numerics.Tensors.TensorPrimitives.Multiply(p, length, p);
            }
        });
        return States.From(drawn);
    }
}
