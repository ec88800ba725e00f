namespace Harmonium.Data.Preprocessing;

/// <summary>How values in [0, 1] are binarized.</summary>
public enum Binarization
{
    /// <summary>No binarization: values are unchanged.</summary>
    None = 0,

    /// <summary>Sampled again at each visit: 1 with the value as its probability (Salakhutdinov &amp; Murray 2008).</summary>
    Sampled = 1,

    /// <summary>Sampled once from a seed: 1 with the value as its probability (Larochelle &amp; Murray 2011).</summary>
    Static = 2,

    /// <summary>1 for values of at least 0.5, 0 otherwise.</summary>
    Threshold = 3,
}
