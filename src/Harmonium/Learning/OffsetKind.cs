namespace Harmonium;

/// <summary>What is subtracted from states before they are correlated.</summary>
public enum OffsetKind
{
    /// <summary>Nothing: the plain gradient.</summary>
    None,

    /// <summary>Moving averages of the data's means: the centred gradient (Montavon &amp; Müller 2012; "dd" of Melchior et al. 2016).</summary>
    Centred,

    /// <summary>The mean of the data's and the model's means in this step: the enhanced gradient (Cho, Raiko, Ilin 2013).</summary>
    Enhanced,
}
