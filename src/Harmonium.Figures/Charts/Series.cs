namespace Harmonium.Figures.Charts;

/// <summary>One curve: a number at each of several places, perhaps with an interval around it.</summary>
public sealed record Series
{
    /// <summary>A curve.</summary>
    /// <param name="name">What it is called in the legend.</param>
    /// <param name="x">Where: epochs, steps, seconds; all finite.</param>
    /// <param name="y">How much; what is not a number leaves a gap.</param>
    /// <exception cref="ArgumentException">No points, not as many places as numbers, or a place that is not finite.</exception>
    public Series(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count == 0 || x.Count != y.Count)
            throw new ArgumentException($"The curve \"{name}\" has {x.Count} places and {y.Count} numbers; it needs one number for each place, and at " +
                "least one.");
        if (x.Any(place => !double.IsFinite(place)))
            throw new ArgumentException($"The curve \"{name}\" has a place that is not finite: {x.First(place => !double.IsFinite(place))}. Leave that " +
                "point out.");
        (Name, X, Y) = (name, x, y);
    }

    /// <summary>What it is called in the legend.</summary>
    public string Name { get; }

    /// <summary>Where.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>How much.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>The low and the high end of an interval around every number, drawn as a band; none by default.</summary>
    public IReadOnlyList<(double Low, double High)>? Band { get; init; }
}
