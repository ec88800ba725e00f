namespace Harmonium.Units;

/// <summary>Units with a name and a role in a machine.</summary>
public sealed class Layer
{
    private readonly LayerShape? _shape;

    /// <summary>A layer of a machine.</summary>
    /// <param name="name">How files and messages call it.</param>
    /// <param name="role">Whether data are shown to it.</param>
    /// <param name="units">The units.</param>
    public Layer(string name, LayerRole role, LayerUnits units)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(units);
        Name = name;
        Role = role;
        Units = units;
    }

    /// <summary>How files and messages call it.</summary>
    public string Name { get; }

    /// <summary>Whether data are shown to it.</summary>
    public LayerRole Role { get; }

    /// <summary>The units.</summary>
    public LayerUnits Units { get; }

    /// <summary>How the units stand in feature maps, for couplings that depend on places; null where they stand nowhere.</summary>
    /// <exception cref="ArgumentException">The shape has another number of units, or a length below 1.</exception>
    public LayerShape? Shape
    {
        get => _shape;
        init
        {
            if (value is { } shape && (shape.Height < 1 || shape.Width < 1 || shape.Channels < 1 || shape.Count != Units.Count))
                throw new ArgumentException($"The layer '{Name}' has {Units.Count} units, which are no maps of {shape}.", nameof(value));
            _shape = value;
        }
    }

    /// <summary>Whether the units' own parameters stay what they are while the machine learns.</summary>
    public bool IsFixed { get; init; }

    /// <summary>A layer that is the same but for its units.</summary>
    internal Layer With(LayerUnits units) => new(Name, Role, units) { Shape = Shape, IsFixed = IsFixed };
}
