namespace Harmonium.Learning.EnergyModels;

/// <summary>The offsets subtracted from states before the gradient is computed, and the scaling of the states.</summary>
public enum OffsetKind
{
    /// <summary>No offsets: the plain gradient.</summary>
    None,

    /// <summary>Moving averages of the data means: the centered gradient (Montavon &amp; Müller 2012; "dd" of Melchior et al. 2016).</summary>
    Centered,

    /// <summary>The average of the data means and the model means of the step: the enhanced gradient (Cho, Raiko, Ilin 2013).</summary>
    Enhanced,

    /// <summary>
    /// As <see cref="Centered"/>, with states divided by moving averages of their standard deviations: the gradient of a model of standardized
    /// states, which does not depend on the data's units of measurement. Steps are larger by 1 / (variance · variance), so the learning
    /// rate should be about a hundredth of the typical one for binary units.
    /// </summary>
    Standardized,
}
