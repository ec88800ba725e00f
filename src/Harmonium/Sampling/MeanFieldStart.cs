namespace Harmonium.Sampling;

/// <summary>Where mean-field means of hidden layers begin.</summary>
public enum MeanFieldStart
{
    /// <summary>At states drawn from the units' biases alone.</summary>
    Biases,

    /// <summary>
    /// From the visible layers upward, one pass: every layer gets its means from the layers below, whose input is doubled where a layer above is still missing,
    /// as it will send about as much (Salakhutdinov &amp; Larochelle 2010, section 3).
    /// </summary>
    BottomUp,
}
