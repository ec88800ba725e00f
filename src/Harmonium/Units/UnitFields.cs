namespace Harmonium.Units;

/// <summary>What units of some kinds are made with besides their count.</summary>
public sealed record UnitFields
{
    /// <summary>How many trials each binomial unit counts, 1 to 10,000.</summary>
    public int Trials { get; init; } = 1;

    /// <summary>How many units a categorical block has, at least 1.</summary>
    public int Categories { get; init; } = 2;

    /// <summary>Whether the variance of Gaussian units is learned.</summary>
    public bool LearnsVariance { get; init; }

    /// <summary>How many words a document of multinomial units has that is drawn from nothing, at least 1.</summary>
    public int Length { get; init; } = 1;
}
