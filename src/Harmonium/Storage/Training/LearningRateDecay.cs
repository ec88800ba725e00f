namespace Harmonium.Storage.Training;

/// <summary>How the learning rate changes in the course of a training.</summary>
public enum LearningRateDecay
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>On a straight line from the first to the last rate.</summary>
    Linear,

    /// <summary>By the same factor in every epoch, from the first to the last rate.</summary>
    Exponential,

    /// <summary>Rate / (1 + epoch / half-life) (Robbins &amp; Monro 1951).</summary>
    InverseTime,
}
