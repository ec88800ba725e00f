namespace Harmonium.Networks;

/// <summary>Whether a network is to give back what it is shown, as an autoencoder does (Hinton &amp; Salakhutdinov 2006).</summary>
public enum InputTargets
{
    /// <summary>The targets are labels or given numbers.</summary>
    None,

    /// <summary>
    /// The examples as the data have them are the targets, whatever is done to them before they are shown: with distorted inputs a denoising autoencoder
    /// (Vincent, Larochelle, Bengio, Manzagol 2008). Dropout layers, which are part of the network, do not touch them either.
    /// </summary>
    Clean,

    /// <summary>The inputs as they are shown, distorted where that is asked for.</summary>
    Shown,
}
