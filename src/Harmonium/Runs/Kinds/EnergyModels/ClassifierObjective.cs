namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>What the learning of a classification RBM raises (Larochelle &amp; Bengio 2008, sections 3 and 4).</summary>
public enum ClassifierObjective
{
    /// <summary>log p(y | v), exactly.</summary>
    Discriminative,

    /// <summary>log p(v, y), by contrastive divergence.</summary>
    Generative,

    /// <summary>log p(y | v) + α log p(v, y), and β log p(v) of examples whose label is not known.</summary>
    Hybrid,
}
