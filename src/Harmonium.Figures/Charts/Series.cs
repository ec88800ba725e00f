namespace Harmonium.Figures.Charts;

/// <summary>A curve: values at given positions, optionally with intervals.</summary>
public sealed record Series
{
    /// <summary>Creates a curve.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="x">The positions, such as epochs, steps or seconds; all finite.</param>
    /// <param name="y">The values. NaN leaves a gap.</param>
    /// <exception cref="ArgumentException">Thrown when there are no points, the counts of positions and values differ, or a position is not finite.</exception>
    public Series(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count == 0 || x.Count != y.Count)
            throw new ArgumentException($"The curve \"{name}\" has {x.Count} positions and {y.Count} values. It needs at least one position and one " +
                "value per position.");
        if (x.Any(place => !double.IsFinite(place)))
            throw new ArgumentException($"The curve \"{name}\" has a position that is not finite: {x.First(place => !double.IsFinite(place))}. Leave " +
                "that point out.");
        (Name, X, Y) = (name, x, y);
    }

    /// <summary>Gets the name in the legend.</summary>
    public string Name { get; }

    /// <summary>Gets the positions.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Gets the values.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>The lower and upper end of an interval around every value, drawn as a shaded area; none by default.</summary>
    public IReadOnlyList<(double Low, double High)>? Band { get; init; }
}
