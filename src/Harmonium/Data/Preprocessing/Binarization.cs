namespace Harmonium.Data.Preprocessing;

/// <summary>How values in [0, 1] are made black or white.</summary>
public enum Binarization
{
    /// <summary>Not at all: values stay as they are.</summary>
    None = 0,

    /// <summary>At each visit anew: 1 with the value as its probability (Salakhutdinov &amp; Murray 2008).</summary>
    Sampled = 1,

    /// <summary>Once for ever, from a seed: 1 with the value as its probability (Larochelle &amp; Murray 2011).</summary>
    Static = 2,

    /// <summary>1 from 0.5 on, else 0.</summary>
    Threshold = 3,
}
