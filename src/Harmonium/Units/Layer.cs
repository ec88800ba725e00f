namespace Harmonium.Units;

/// <summary>Units with a name and a role in a machine.</summary>
public sealed class Layer
{
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

    /// <summary>Whether the units' own parameters stay what they are while the machine learns.</summary>
    public bool IsFixed { get; init; }
}
