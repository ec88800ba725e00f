namespace Harmonium.Runs.Settings;

/// <summary>Learning-rate schedules.</summary>
public enum LearningRateSchedule
{
    /// <summary>A constant learning rate.</summary>
    Constant,

    /// <summary>A linear change to the final learning rate.</summary>
    Linear,

    /// <summary>An exponential change to the final learning rate: the same factor in every epoch.</summary>
    Exponential,

    /// <summary>The initial learning rate / (1 + epoch / half-life) (Robbins &amp; Monro 1951).</summary>
    InverseTime,

    /// <summary>Half a cosine period to the final learning rate (Loshchilov &amp; Hutter 2017).</summary>
    Cosine,

    /// <summary>An increase to a peak, then a decrease (Smith &amp; Topin 2018). The learning rate is the value at the peak.</summary>
    OneCycle,

    /// <summary>A factor of 0.1 after each third of the epochs.</summary>
    Step,
}
