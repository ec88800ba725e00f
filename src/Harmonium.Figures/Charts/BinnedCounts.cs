namespace Harmonium.Figures.Charts;

/// <summary>Counts of several groups of numbers in common bins of equal width.</summary>
internal sealed class BinnedCounts
{
    private const int FewestBins = 10;
    private const int MostBins = 120;

    internal BinnedCounts(IReadOnlyList<float[]> groups, int? bins)
    {
        if (bins is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(bins), bins, "The number of bins must be from 1 to 1000.");
        float[] all = [.. groups.SelectMany(g => g).Where(float.IsFinite)];
        if (all.Length == 0)
            throw new ArgumentException("A histogram needs at least one finite number, but none was given.");
        Array.Sort(all);
        Low = all[0];
        double high = all[^1];
        if (high == Low)
            (Low, high) = (Low - 0.5, high + 0.5);
        int count = bins ?? FittingBins(all, high - Low);
        Width = (high - Low) / count;
        Counts = [.. groups.Select(g => Count(g, count))];
    }

    /// <summary>Gets the left edge of the first bin.</summary>
    internal double Low { get; }

    /// <summary>Gets the width of the bins. The last bin includes its right edge.</summary>
    internal double Width { get; }

    /// <summary>Gets the counts, [groups][bins].</summary>
    internal IReadOnlyList<int[]> Counts { get; }

    private static int FittingBins(float[] sorted, double range)
    {
        double quartiles = sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4];
        double width = 2 * quartiles / Math.Cbrt(sorted.Length);
        return width > 0 ? (int)Math.Clamp(Math.Ceiling(range / width), FewestBins, MostBins) : FewestBins;
    }

    private int[] Count(float[] numbers, int bins)
    {
        var counts = new int[bins];
        foreach (float number in numbers)
        {
            if (float.IsFinite(number))
                counts[Math.Min(bins - 1, (int)((number - Low) / Width))]++;
        }

        return counts;
    }
}
