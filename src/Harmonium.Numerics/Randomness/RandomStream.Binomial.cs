namespace Harmonium.Numerics.Randomness;

public readonly partial record struct RandomStream
{
    /// <summary>
    /// A count from 0 to <paramref name="trials"/> with probability C(trials, k) pᵏ (1 − p)^(trials − k).
    /// If trials · min(p, 1 − p) is below 10, by inversion: adding up probabilities until they exceed a number of 53 random bits. Otherwise by transformed
    /// rejection (Hörmann 1993, "The generation of binomial random variates", algorithm BTRS).
    /// A probability of NaN counts as 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trials"/>, the row or the column is negative.</exception>
    public int Binomial(int trials, double probability, int row, int column = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        RequirePlace(row, column);
        if (!(probability > 0))
            return 0;
        if (probability >= 1)
            return trials;
        bool mirrored = probability > 0.5;
        double p = mirrored ? 1 - probability : probability;
        var words = new WordSequence(this, row, column);
        int k = trials * p < MinimumRateOfRejection ? BinomialByInversion(trials, p, ref words) : BinomialByRejection(trials, p, ref words);
        return mirrored ? trials - k : k;
    }

    private static int BinomialByInversion(int trials, double p, ref WordSequence words)
    {
        double u = words.NextUniform(), odds = p / (1 - p), probability = Math.Exp(trials * double.LogP1(-p)), sum = probability;
        int k = 0;
        while (u >= sum && k < Math.Min(trials, MaximumOfInversion))
        {
            k++;
            probability *= odds * (trials - k + 1) / k;
            sum += probability;
        }

        return k;
    }

    private static int BinomialByRejection(int trials, double p, ref WordSequence words)
    {
        double spread = Math.Sqrt(trials * p * (1 - p)), b = 1.15 + (2.53 * spread), a = -0.0873 + (0.0248 * b) + (0.01 * p);
        double center = (trials * p) + 0.5, sureBelow = 0.92 - (4.2 / b), alpha = (2.83 + (5.1 / b)) * spread, logOdds = Math.Log(p / (1 - p));
        double mode = Math.Floor((trials + 1) * p), atMode = LogFactorial(mode) + LogFactorial(trials - mode);
        while (true)
        {
            double u = words.NextUniform() - 0.5, v = (words.NextWord() + 0.5) / (1L << 32), distance = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / distance) + b) * u) + center);
            if (k < 0 || k > trials)
                continue;
            if (distance >= 0.07 && v <= sureBelow)
                return (int)k;
            if (Math.Log(v * alpha / ((a / (distance * distance)) + b)) <= atMode - LogFactorial(k) - LogFactorial(trials - k) + ((k - mode) * logOdds))
                return (int)k;
        }
    }
}
