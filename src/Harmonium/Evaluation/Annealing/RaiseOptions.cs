namespace Harmonium.Evaluation.Annealing;

/// <summary>How the conservative bound is worked out.</summary>
public sealed record RaiseOptions
{
    /// <summary>The inverse temperatures of the process that is judged; 1,000 to 100,000 steps (Burda, Grosse, Salakhutdinov 2015).</summary>
    public AnnealingLadder Ladder { get; init; } = AnnealingLadder.SalakhutdinovMurray;

    /// <summary>How many runs each example has, at least 1; more tighten the bound, at the price of as many chains.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>The seed of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Ladder);
        ArgumentOutOfRangeException.ThrowIfLessThan(Runs, 1);
    }
}
