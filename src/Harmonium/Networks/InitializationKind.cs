namespace Harmonium.Networks;

/// <summary>The distributions of initial weights.</summary>
public enum InitializationKind
{
    /// <summary>N(0, σ) with the same σ for all layers.</summary>
    Normal,

    /// <summary>N(0, √(2/(fan-in + fan-out))) (Glorot &amp; Bengio 2010).</summary>
    Xavier,

    /// <summary>N(0, √(2/fan-in)), for rectifiers (He et al. 2015).</summary>
    He,
}
