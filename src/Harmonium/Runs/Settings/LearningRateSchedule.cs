namespace Harmonium.Runs.Settings;

/// <summary>How the learning rate changes during a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>Linearly to the final value.</summary>
    Linear,

    /// <summary>By the same factor per epoch, to the final value.</summary>
    Exponential,

    /// <summary>Rate / (1 + epoch / half-life) (Robbins &amp; Monro 1951).</summary>
    InverseTime,

    /// <summary>Along half a cosine to the final value (Loshchilov &amp; Hutter 2017).</summary>
    Cosine,

    /// <summary>Up and down again (Smith &amp; Topin 2018); the rate is that of the peak.</summary>
    OneCycle,

    /// <summary>To a tenth after every third of the training.</summary>
    Step,
}
