namespace Harmonium.Sampling;

/// <summary>The starting point of mean-field iteration for hidden layers.</summary>
internal enum MeanFieldStart
{
    /// <summary>States drawn from the units' biases alone.</summary>
    Biases,

    /// <summary>
    /// Means from one pass upward from the visible layers. Every layer gets its means from the layers below. Their input is doubled if a layer above
    /// has no means yet, because that layer will send about as much (Salakhutdinov &amp; Larochelle 2010, section 3).
    /// </summary>
    BottomUp,
}
