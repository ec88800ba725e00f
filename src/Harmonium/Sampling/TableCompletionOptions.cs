using Harmonium.Data.Tables;

namespace Harmonium.Sampling;

/// <summary>Options for sampling the missing cells of a table.</summary>
public sealed record TableCompletionOptions
{
    /// <summary>The number of sweeps before averaging, at least 0. The chains start with missing cells drawn independently of the known ones.</summary>
    public int WarmUp { get; init; } = 50;

    /// <summary>The number of sweeps to average, at least 1.</summary>
    public int Sweeps { get; init; } = 200;

    /// <summary>The number of draws to keep of every missing cell, evenly spaced over the averaged sweeps, at least 0.</summary>
    public int Draws { get; init; }

    /// <summary>
    /// The number of nearest rows whose cells are combined with the distribution of the model, at least 0; 0 uses the model alone. See
    /// <see cref="TableCompletion"/>.
    /// </summary>
    public int Neighbors { get; init; } = NearestRows.DefaultNeighbors;

    /// <summary>More rows to look for nearest rows in, such as the training table; null to use the completed table alone.</summary>
    public Table? Donors { get; init; }

    /// <summary>The seed of the sampling.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Validate()
    {
        if (WarmUp < 0 || Sweeps < 1)
            throw new ArgumentException($"At least 0 warm-up sweeps and 1 averaged sweep are needed; they are {WarmUp} and {Sweeps}.");
        if (Neighbors < 0)
            throw new ArgumentException($"The number of nearest rows is {Neighbors}; expected at least 0.");
        if (Draws < 0 || Draws > Sweeps)
            throw new ArgumentException($"The number of draws is {Draws}; from 0 to the {Sweeps} averaged sweeps are possible.");
    }
}
