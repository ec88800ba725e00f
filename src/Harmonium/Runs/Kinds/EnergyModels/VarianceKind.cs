namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The variance of Gaussian units.</summary>
public enum VarianceKind
{
    /// <summary>Learned, one variance per unit.</summary>
    Learned,

    /// <summary>Fixed at 1.</summary>
    Fixed,
}
