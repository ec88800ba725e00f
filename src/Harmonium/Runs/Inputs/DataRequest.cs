using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Data.Tables;

namespace Harmonium.Runs.Inputs;

/// <summary>A request to open data.</summary>
/// <param name="Source">The name of a data set, or the path of a file or folder.</param>
/// <param name="Locations">The folders that are searched for named data sets.</param>
/// <param name="Seed">The seed of the random split into training and validation examples.</param>
internal sealed record DataRequest(string Source, DataLocations Locations, ulong Seed)
{
    /// <summary>The maximum size of the data.</summary>
    public DataLimits Limits { get; init; } = DataLimits.Default;

    /// <summary>The schema of a table, from a model or a run; null to use the schema of the settings.</summary>
    public TableSchema? Schema { get; init; }

    /// <summary>Whether the first line of a table has names, yes or no; null to use the settings.</summary>
    public string? Header { get; init; }

    /// <summary>The names of the columns of the model that is applied, which texts are read as; null if it has none.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>True to open all examples, as for applying a model; false to apply the limit on the number of training examples.</summary>
    public bool Everything { get; init; }
}
