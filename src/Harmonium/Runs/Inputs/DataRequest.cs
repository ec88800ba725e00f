using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Data.Tables;

namespace Harmonium.Runs.Inputs;

/// <summary>Data that are asked for.</summary>
/// <param name="Source">A named set, or the path of a file or folder.</param>
/// <param name="Locations">Where named sets are looked for.</param>
/// <param name="Seed">The seed by which held-out examples are drawn.</param>
public sealed record DataRequest(string Source, DataLocations Locations, ulong Seed)
{
    /// <summary>How large data may be.</summary>
    public DataLimits Limits { get; init; } = DataLimits.Default;

    /// <summary>The schema of a table, as a model or a run knows it; null to take that of the settings.</summary>
    public TableSchema? Schema { get; init; }

    /// <summary>Whether all examples are wanted, as for applying a model, rather than those that a training is limited to.</summary>
    public bool Everything { get; init; }
}
