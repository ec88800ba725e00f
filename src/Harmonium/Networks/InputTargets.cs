namespace Harmonium.Networks;

/// <summary>Whether the inputs are the targets, as in an autoencoder (Hinton &amp; Salakhutdinov 2006).</summary>
internal enum InputTargets
{
    /// <summary>The targets are labels or given values.</summary>
    None,

    /// <summary>
    /// The targets are the original examples, before distortion. With distorted inputs this gives a denoising autoencoder
    /// (Vincent, Larochelle, Bengio, Manzagol 2008). Dropout layers are part of the network and do not affect the targets.
    /// </summary>
    Clean,

    /// <summary>The targets are the inputs after distortion, if any.</summary>
    Shown,
}
