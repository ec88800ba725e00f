namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The training objectives of a classification RBM (Larochelle &amp; Bengio 2008, sections 3 and 4).</summary>
public enum ClassifierObjective
{
    /// <summary>log p(y | v), with its exact gradient.</summary>
    Discriminative,

    /// <summary>log p(v, y), with an estimated gradient such as contrastive divergence.</summary>
    Generative,

    /// <summary>log p(y | v) + α log p(v, y), and β log p(v) for unlabeled examples.</summary>
    Hybrid,
}
