namespace Harmonium.Numerics.Randomness;

public readonly partial record struct RandomStream
{
    /// <summary>The largest rate of <see cref="Poisson"/>. Counts of larger rates might not fit an integer.</summary>
    public const double GreatestPoissonRate = 1e9;

    private const double MinimumRateOfRejection = 10;
    private const int MaximumOfInversion = 100;

    /// <summary>
    /// A count k with probability exp(−rate)·rateᵏ / k!.
    /// Below a rate of 10, by inversion: adding up probabilities until they exceed a number of 53 random bits. From 10 on, by transformed rejection with
    /// squeeze (Hörmann 1993, "The transformed rejection method for generating Poisson random variables", algorithm PTRS).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative, NaN or above <see cref="GreatestPoissonRate"/>, or the row or the column is
    /// negative.</exception>
    public int Poisson(double rate, int row, int column = 0)
    {
        if (!(rate is >= 0 and <= GreatestPoissonRate))
            throw new ArgumentOutOfRangeException(nameof(rate), $"A Poisson rate must lie between 0 and {GreatestPoissonRate}; it is {rate}.");
        RequirePlace(row, column);
        var words = new WordSequence(this, row, column);
        return rate < MinimumRateOfRejection ? ByInversion(rate, ref words) : ByRejection(rate, ref words);
    }

    private static int ByInversion(double rate, ref WordSequence words)
    {
        double u = words.NextUniform();
        double probability = Math.Exp(-rate);
        double sum = probability;
        int k = 0;
        while (u >= sum && k < MaximumOfInversion)
        {
            k++;
            probability *= rate / k;
            sum += probability;
        }

        return k;
    }

    private static int ByRejection(double rate, ref WordSequence words)
    {
        double b = 0.931 + (2.53 * Math.Sqrt(rate));
        double a = -0.059 + (0.02483 * b);
        double inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        double sureBelow = 0.9277 - (3.6224 / (b - 2));
        double logRate = Math.Log(rate);
        while (true)
        {
            double u = words.NextUniform() - 0.5;
            double v = (words.NextWord() + 0.5) / (1L << 32);
            double distance = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / distance) + b) * u) + rate + 0.43);
            if (distance >= 0.07 && v <= sureBelow)
                return (int)k;
            if (k < 0 || (distance < 0.013 && v > distance))
                continue;
            if (Math.Log(v * inverseAlpha / ((a / (distance * distance)) + b)) <= (k * logRate) - rate - LogFactorial(k))
                return (int)k;
        }
    }

    /// <summary>ln k!, by Stirling's series from 10 on (relative error below 10⁻¹²).</summary>
    private static double LogFactorial(double k)
    {
        if (k < MinimumRateOfRejection)
        {
            double product = 1;
            for (int i = 2; i <= k; i++)
                product *= i;
            return Math.Log(product);
        }

        double x = k + 1;
        double inverse = 1 / x, square = inverse * inverse;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI))
            + (inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square / 1680)))))));
    }
}
