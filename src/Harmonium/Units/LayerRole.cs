namespace Harmonium.Units;

/// <summary>Whether data are shown to a layer.</summary>
public enum LayerRole
{
    /// <summary>Data are shown to it.</summary>
    Visible,

    /// <summary>Its states are inferred.</summary>
    Hidden,
}
