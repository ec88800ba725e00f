namespace Harmonium.Learning.EnergyModels;

/// <summary>What is subtracted from states before they are correlated, and whether they are scaled.</summary>
public enum OffsetKind
{
    /// <summary>Nothing: the plain gradient.</summary>
    None,

    /// <summary>Moving averages of the data's means: the centered gradient (Montavon &amp; Müller 2012; "dd" of Melchior et al. 2016).</summary>
    Centered,

    /// <summary>The mean of the data's and the model's means in this step: the enhanced gradient (Cho, Raiko, Ilin 2013).</summary>
    Enhanced,

    /// <summary>
    /// As <see cref="Centered"/>, and divided by moving averages of the standard deviations: the gradient of a machine of standardized states,
    /// which does not depend on the units that data are measured in. Steps are larger by 1 / (variance · variance), so that the learning
    /// rate has to be about a hundredth of the usual one for binary units.
    /// </summary>
    Standardized,
}
