namespace Harmonium.Cli.Output;

/// <summary>Draws a curve in one line of text.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>Draws the last values that fit. The smallest value has the lowest bar, the largest the highest.</summary>
    internal static string Of(IReadOnlyList<double> values, int width)
    {
        double[] shown = [.. values.Skip(Math.Max(0, values.Count - width)).Where(double.IsFinite)];
        if (shown.Length == 0)
            return "";
        double least = shown.Min(), range = shown.Max() - least;
        return string.Concat(shown.Select(value => Bars[range == 0 ? 0 : (int)Math.Round((value - least) / range * (Bars.Length - 1))]));
    }
}
