namespace Harmonium.Units;

/// <summary>The settings of some kinds of units in addition to their count.</summary>
internal sealed record UnitFields
{
    /// <summary>The number of trials of each binomial unit, 1 to 10,000.</summary>
    public int Trials { get; init; } = 1;

    /// <summary>The number of units per categorical block, at least 1.</summary>
    public int Categories { get; init; } = 2;

    /// <summary>True if the variance of Gaussian units is learned.</summary>
    public bool LearnsVariance { get; init; }

    /// <summary>The number of words in a replicated softmax document that is drawn without data, at least 1.</summary>
    public int Length { get; init; } = 1;
}
