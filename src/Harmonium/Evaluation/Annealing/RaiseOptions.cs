namespace Harmonium.Evaluation.Annealing;

/// <summary>Options for the conservative bound.</summary>
internal sealed record RaiseOptions
{
    /// <summary>The inverse temperatures of the evaluated process; 1,000 to 100,000 steps in Burda, Grosse, Salakhutdinov (2015).</summary>
    public AnnealingLadder Ladder { get; init; } = AnnealingLadder.SalakhutdinovMurray;

    /// <summary>The number of runs per example, at least 1. More runs tighten the bound and need as many chains.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>The seed of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Ladder);
        ArgumentOutOfRangeException.ThrowIfLessThan(Runs, 1);
    }
}
