namespace Harmonium.Figures.Charts;

/// <summary>The words around a chart and its size.</summary>
public sealed record ChartOptions
{
    private readonly int _width = 620;
    private readonly int _height = 380;

    /// <summary>A line above the chart; none by default.</summary>
    public string? Title { get; init; }

    /// <summary>What the horizontal axis counts, with its unit, as in "epoch" or "time (s)".</summary>
    public string? XLabel { get; init; }

    /// <summary>What the vertical axis counts, with its unit, as in "log-likelihood (nats)".</summary>
    public string? YLabel { get; init; }

    /// <summary>The width on a page in units of 1/96 inch, 100 to 4000; 620 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A width outside that range.</exception>
    public int Width { get => _width; init => _width = Checked(value, nameof(Width)); }

    /// <summary>The height on a page in units of 1/96 inch, 100 to 4000; 380 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A height outside that range.</exception>
    public int Height { get => _height; init => _height = Checked(value, nameof(Height)); }

    private static int Checked(int length, string name) => length is >= 100 and <= 4000
        ? length
        : throw new ArgumentOutOfRangeException(name, length, "A chart is 100 to 4000 units wide and high.");
}
