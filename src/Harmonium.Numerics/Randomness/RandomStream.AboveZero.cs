namespace Harmonium.Numerics.Randomness;

public readonly partial record struct RandomStream
{
    /// <summary>
    /// A sample of the normal distribution with the given mean and variance 1, truncated to values of at least 0.
    /// For means of at least 0, by drawing until a value is at least 0; otherwise by rejection from an exponential of rate (a + √(a² + 4)) / 2 with a = −mean
    /// (Robert 1995, "Simulation of truncated normal variables", proposition 2.3).
    /// If the mean is not finite, the result is 0, or infinity for an infinite positive mean.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column is negative.</exception>
    public double NormalAboveZero(double mean, int row, int column = 0)
    {
        RequirePlace(row, column);
        if (!double.IsFinite(mean))
            return double.IsPositiveInfinity(mean) ? mean : 0;
        var words = new WordSequence(this, row, column);
        if (mean >= 0)
        {
            while (true)
            {
                double radius = Math.Sqrt(-2 * Math.Log(1 - words.NextUniform()));
                double x = mean + (radius * Math.Cos(2 * Math.PI * words.NextUniform()));
                if (x >= 0)
                    return x;
            }
        }

        double a = -mean, rate = (a + Math.Sqrt((a * a) + 4)) / 2;
        while (true)
        {
            // x is measured from 0, where the density begins.
            double x = -Math.Log(1 - words.NextUniform()) / rate, distance = x + a - rate;
            if (words.NextUniform() <= Math.Exp(-distance * distance / 2))
                return x;
        }
    }
}
