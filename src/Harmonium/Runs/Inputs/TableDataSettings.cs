using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Tables;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Inputs;

/// <summary>Settings for reading a table with columns of different types.</summary>
public sealed record TableDataSettings : DataSettings
{
    /// <summary>The JSON file with the schema of the columns; <c>auto</c> to infer the schema from the cells.</summary>
    [Setting("the JSON file with the schema of the columns; auto infers it from the cells", Value = "file")]
    public string Schema { get; init; } = "auto";

    /// <summary>The number of training rows, drawn at random, at least 1; null for all.</summary>
    [Setting("train on n rows, drawn at random", AtLeast = 1, Default = "all")]
    public int? Examples { get; init; }

    /// <inheritdoc/>
    internal override TrainingData Open(DataRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (NamedSet.Find(request.Source) is not null)
            throw new DataFileException(request.Source,
                "is a named data set, not a table. Give a .csv file, such as the one that 'harmonium data make people' writes.");
        TableSchema? schema = request.Schema ?? (Schema == "auto" ? null : TableSchema.Read(Schema, request.Limits));
        Table table = TableFile.Read(request.Source, schema, request.Limits);
        return Limited(table, request.Seed) with { Notices = table.Notices };
    }

    /// <summary>Returns a table in memory as training data: limited to <see cref="Examples"/> rows, then split.</summary>
    internal TrainingData Limited(Table table, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(table);
        DataSplits rows = new(Limit(table.ToDataset(), Examples, seed), null, null);
        return TrainingData.Of(HoldOut.From(rows, new DataOptions { Validation = Validation, SplitSeed = seed }), table.Schema);
    }
}
