using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Experiments.Reports;
using Harmonium.Numerics;

namespace Harmonium.Experiments.Definitions;

/// <summary>What an experiment is given.</summary>
public sealed record ExperimentContext
{
    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where it computes.</summary>
    public Device Device { get; init; } = Device.Default;

    /// <summary>Where named data sets are looked for.</summary>
    public required DataLocations Data { get; init; }

    /// <summary>Whether the papers' budgets are taken, rather than a budget of seconds.</summary>
    public bool Full { get; init; }

    /// <summary>Is told how far the experiment is.</summary>
    public IProgress<ExperimentProgress>? Progress { get; init; }

    /// <summary>The clock that durations are taken from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Asks the experiment to stop.</summary>
    public CancellationToken Cancel { get; init; }

    internal DataParts Open(string name) => DataSource.Open(name, Data, DataLimits.Default, new DataOptions());

    internal void Report(string stage, double share, string detail = "") => Progress?.Report(new ExperimentProgress(stage, share, detail));
}
