namespace Harmonium.Units;

/// <summary>The role of a layer in a machine.</summary>
public enum LayerRole
{
    /// <summary>The layer receives data.</summary>
    Visible,

    /// <summary>The states of the layer are inferred.</summary>
    Hidden,
}
