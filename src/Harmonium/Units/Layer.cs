namespace Harmonium.Units;

/// <summary>Units with a name and a role in a machine.</summary>
public sealed class Layer
{
    private readonly LayerShape? _shape;

    /// <summary>Creates a layer.</summary>
    /// <param name="name">The name used in files and messages.</param>
    /// <param name="role">The role: visible or hidden.</param>
    /// <param name="units">The units.</param>
    public Layer(string name, LayerRole role, LayerUnits units)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(units);
        Name = name;
        Role = role;
        Units = units;
    }

    /// <summary>The name used in files and messages.</summary>
    public string Name { get; }

    /// <summary>The role: visible or hidden.</summary>
    public LayerRole Role { get; }

    /// <summary>The units.</summary>
    public LayerUnits Units { get; }

    /// <summary>The arrangement of the units in feature maps, for couplings that depend on positions; null if the units have no arrangement.</summary>
    /// <exception cref="ArgumentException">The shape has a different number of units, or a length below 1.</exception>
    internal LayerShape? Shape
    {
        get => _shape;
        init
        {
            if (value is { } shape && (shape.Height < 1 || shape.Width < 1 || shape.Channels < 1 || shape.Count != Units.Count))
                throw new ArgumentException($"The layer '{Name}' has {Units.Count} units, which do not fit the shape {shape}.", nameof(value));
            _shape = value;
        }
    }

    /// <summary>True if the units' own parameters stay fixed during training.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Returns a layer with the same name, role and shape but with other units.</summary>
    internal Layer With(LayerUnits units) => new(Name, Role, units) { Shape = Shape, IsFixed = IsFixed };
}
