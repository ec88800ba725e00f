namespace Harmonium.Storage.Training;

/// <summary>How parameters move along their gradient.</summary>
public enum OptimiserKind
{
    /// <summary>Gradient ascent with momentum, plain where the momentum is 0 (Hinton 2010, section 9).</summary>
    Momentum,

    /// <summary>With Nesterov's look-ahead (Sutskever, Martens, Dahl, Hinton 2013).</summary>
    Nesterov,

    /// <summary>Adam (Kingma &amp; Ba 2015).</summary>
    Adam,
}
