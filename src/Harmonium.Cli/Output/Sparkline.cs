namespace Harmonium.Cli.Output;

/// <summary>A curve in one line of text.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>The last values, as many as fit, from the lowest bar at their least to the highest at their greatest.</summary>
    internal static string Of(IReadOnlyList<double> values, int width)
    {
        double[] shown = [.. values.Skip(Math.Max(0, values.Count - width)).Where(double.IsFinite)];
        if (shown.Length == 0)
            return "";
        double least = shown.Min(), range = shown.Max() - least;
        return string.Concat(shown.Select(value => Bars[range == 0 ? 0 : (int)Math.Round((value - least) / range * (Bars.Length - 1))]));
    }
}
