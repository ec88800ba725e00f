namespace Harmonium.Storage.Training;

/// <summary>How the learning rate of a network changes over its training.</summary>
public enum LearningRateCourse
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>Along a straight line to the last value.</summary>
    Linear,

    /// <summary>By the same factor in every epoch, to the last value.</summary>
    Exponential,

    /// <summary>Down half a cosine to the last value (Loshchilov &amp; Hutter 2017).</summary>
    Cosine,

    /// <summary>Up and down again (Smith &amp; Topin 2018); the rate is that of the peak.</summary>
    OneCycle,

    /// <summary>To a tenth after every third of the training.</summary>
    Step,
}
