namespace Harmonium.Runs.Settings;

/// <summary>Optimizers.</summary>
public enum OptimizerKind
{
    /// <summary>Gradient steps with momentum; plain gradient steps if the momentum is 0 (Hinton 2010, section 9).</summary>
    Momentum,

    /// <summary>Gradient steps with Nesterov momentum (Sutskever, Martens, Dahl, Hinton 2013).</summary>
    Nesterov,

    /// <summary>Adam (Kingma &amp; Ba 2015), with decoupled weight decay (AdamW; Loshchilov &amp; Hutter 2019).</summary>
    Adam,

    /// <summary>RMSProp (Tieleman &amp; Hinton 2012).</summary>
    RmsProp,

    /// <summary>
    /// Conjugate gradients with line searches on each batch (Polak &amp; Ribière 1969; Hinton &amp; Salakhutdinov 2006). Needs the value of the loss.
    /// </summary>
    Cg,

    /// <summary>L-BFGS on all examples or large batches (Nocedal 1980). Needs the value of the loss.</summary>
    Lbfgs,
}
