namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>What becomes of the variance of Gaussian units.</summary>
public enum VarianceKind
{
    /// <summary>It is learned, one per unit.</summary>
    Learned,

    /// <summary>It is 1.</summary>
    Fixed,
}
