namespace Harmonium.Figures.Charts;

/// <summary>The labels and size of a chart.</summary>
public sealed record ChartOptions
{
    private readonly int _width = 620;
    private readonly int _height = 380;

    /// <summary>The title above the chart; none by default.</summary>
    public string? Title { get; init; }

    /// <summary>The label of the horizontal axis, with its unit, as in "epoch" or "time (s)".</summary>
    public string? XLabel { get; init; }

    /// <summary>The label of the vertical axis, with its unit, as in "log-likelihood (nats)".</summary>
    public string? YLabel { get; init; }

    /// <summary>True for a decimal comma and spaces between thousands on the axes, as in Russian; false by default.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>The width on a page in units of 1/96 inch, 100 to 4000; 620 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the width is outside that range.</exception>
    public int Width { get => _width; init => _width = Checked(value, nameof(Width)); }

    /// <summary>The height on a page in units of 1/96 inch, 100 to 4000; 380 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the height is outside that range.</exception>
    public int Height { get => _height; init => _height = Checked(value, nameof(Height)); }

    private static int Checked(int length, string name) => length is >= 100 and <= 4000
        ? length
        : throw new ArgumentOutOfRangeException(name, length, "The width and height of a chart must be from 100 to 4000 units.");
}
