using Harmonium.Numerics.Kernels.Draws;

namespace Harmonium.Numerics.Randomness;

public readonly partial record struct RandomStream
{
    /// <summary>
    /// True with the given probability, exact to 2⁻⁴⁸: 16 bits decide, and if they equal the integer part of 2¹⁶·probability, 32 more.
    /// A probability of 0 is never true, 1 always is, and NaN never is.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column is negative.</exception>
    public bool Bernoulli(float probability, int row, int column = 0)
    {
        RequirePlace(row, column);
        return BernoulliKernel.State(Schedule, probability, (uint)row, (uint)column);
    }

    /// <summary>A uniform integer from 0 to below − 1 (Lemire 2019, "Fast random integer generation in an interval").</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="below"/> is less than 1, or the row or the column is negative.</exception>
    public int UniformInteger(int below, int row, int column = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(below, 1);
        return (int)Below((uint)below, Word(row, column), row, column);
    }

    /// <summary>An index i with probability weightᵢ / Σ weights, from 53 random bits.</summary>
    /// <exception cref="ArgumentException">No weight is above 0, or a weight is negative or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column is negative.</exception>
    public int Categorical(ReadOnlySpan<float> weights, int row, int column = 0)
    {
        double total = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && float.IsFinite(weights[i])))
                throw new ArgumentException($"Weights must be finite and at least 0; weight {i} is {weights[i]}.", nameof(weights));
            total += weights[i];
        }

        if (total == 0)
            throw new ArgumentException($"At least one of the {weights.Length} weights must be above 0.", nameof(weights));
        double left = new WordSequence(this, row, column).NextUniform() * total;
        int chosen = 0;
        for (int i = 0; i < weights.Length && left >= 0; i++)
        {
            if (weights[i] == 0)
                continue;
            chosen = i;
            left -= weights[i];
        }

        return chosen;
    }

    /// <summary>An index i with probability exp(logWeightᵢ) / Σ exp(logWeights), from 53 random bits. A log-weight of −∞ is never chosen.</summary>
    /// <exception cref="ArgumentException">Every log-weight is −∞, or one is NaN or +∞.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column is negative.</exception>
    public int CategoricalFromLogWeights(ReadOnlySpan<float> logWeights, int row, int column = 0)
    {
        float greatest = float.NegativeInfinity;
        for (int i = 0; i < logWeights.Length; i++)
        {
            if (!(logWeights[i] < float.PositiveInfinity))
                throw new ArgumentException($"Log-weights must be below +∞ and not NaN; log-weight {i} is {logWeights[i]}.", nameof(logWeights));
            greatest = Math.Max(greatest, logWeights[i]);
        }

        if (float.IsNegativeInfinity(greatest))
            throw new ArgumentException($"At least one of the {logWeights.Length} log-weights must be above −∞.", nameof(logWeights));
        double total = 0;
        foreach (float logWeight in logWeights)
            total += Math.Exp((double)logWeight - greatest);
        double left = new WordSequence(this, row, column).NextUniform() * total;
        int chosen = 0;
        for (int i = 0; i < logWeights.Length && left >= 0; i++)
        {
            double weight = Math.Exp((double)logWeights[i] - greatest);
            if (weight == 0)
                continue;
            chosen = i;
            left -= weight;
        }

        return chosen;
    }

    /// <summary>
    /// A uniformly random permutation of 0 to <paramref name="count"/> − 1 (Fisher &amp; Yates; Durstenfeld 1964): position i is exchanged with one of 0 … i,
    /// chosen by the word of row i mod 4, column i / 4.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        PhiloxSchedule schedule = Schedule;
        Span<uint> words = stackalloc uint[4];
        int drawn = -1;
        for (int i = count - 1; i > 0; i--)
        {
            int column = i / 4;
            if (column != drawn)
            {
                (words[0], words[1], words[2], words[3]) = schedule.Block((uint)column, 0);
                drawn = column;
            }

            int j = (int)Below((uint)i + 1, words[i % 4], i % 4, column);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>
    /// A uniform integer below a bound, without bias: the upper half of bound · word, unless the lower half shows that the word is one of the surplus 2³² mod
    /// bound words.
    /// </summary>
    private uint Below(uint bound, uint word, int row, int column)
    {
        ulong product = (ulong)word * bound;
        if ((uint)product >= bound)
            return (uint)(product >> 32);
        uint excess = unchecked((uint)-(int)bound) % bound;
        var words = new WordSequence(this, row, column);
        do
            product = (ulong)words.NextWord() * bound;
        while ((uint)product < excess);
        return (uint)(product >> 32);
    }
}
