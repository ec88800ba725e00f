namespace Harmonium.Storage.Training;

/// <summary>How the parameters of a network move along their gradient.</summary>
public enum NetworkOptimiserKind
{
    /// <summary>Adam (Kingma &amp; Ba 2015), with decay taken off the weights (AdamW; Loshchilov &amp; Hutter 2019).</summary>
    Adam,

    /// <summary>With momentum; plain where that is 0.</summary>
    Momentum,

    /// <summary>With Nesterov's look-ahead (Sutskever, Martens, Dahl, Hinton 2013).</summary>
    Nesterov,

    /// <summary>RMSProp (Tieleman &amp; Hinton 2012).</summary>
    RmsProp,

    /// <summary>Conjugate gradients with line searches on each batch (Polak &amp; Ribière 1969; Hinton &amp; Salakhutdinov 2006); feed-forward networks only.</summary>
    Cg,

    /// <summary>L-BFGS on all examples or large batches (Nocedal 1980); feed-forward networks only.</summary>
    Lbfgs,
}
