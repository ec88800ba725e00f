namespace Harmonium.Mathematics;

/// <summary>Logarithms of factorials.</summary>
internal static class Gamma
{
    private static readonly double[] _small = Table();

    /// <summary>ln k! for whole k ≥ 0: from a table below 256, by Stirling's series from 256 on (relative error below 1e-15).</summary>
    internal static double LogFactorial(double k)
    {
        if (k < _small.Length)
            return _small[(int)k];
        double x = k + 1, inverse = 1 / x, square = inverse * inverse;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square / 1260)))));
    }

    private static double[] Table()
    {
        double[] table = new double[256];
        for (int k = 2; k < table.Length; k++)
            table[k] = table[k - 1] + Math.Log(k);
        return table;
    }
}
