using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Tables;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Inputs;

/// <summary>How a table of columns of different kinds is read.</summary>
public sealed record TableDataSettings : DataSettings
{
    /// <summary>The file that describes the columns; <c>auto</c> to find out from the cells.</summary>
    [Setting("the JSON file that describes the columns; auto finds out from the cells", Value = "file")]
    public string Schema { get; init; } = "auto";

    /// <summary>How many rows are learned from, drawn at random, at least 1; null for all.</summary>
    [Setting("learn from so many rows, drawn at random", AtLeast = 1, Default = "all")]
    public int? Examples { get; init; }

    /// <inheritdoc/>
    public override TrainingData Open(DataRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (NamedSet.Find(request.Source) is not null)
            throw new DataFileException(request.Source,
                "is a named set of another form, and a schema describes a table in a file. Give a .csv file, such as one that 'harmonium data make " +
                "people' writes.");
        TableSchema? schema = request.Schema ?? (Schema == "auto" ? null : TableSchema.Read(Schema, request.Limits));
        Table table = TableFile.Read(request.Source, schema, request.Limits);
        return Limited(table, request.Seed) with { Notices = table.Notices };
    }

    /// <summary>A table that is at hand as the data of a training: limited first, then split.</summary>
    public TrainingData Limited(Table table, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(table);
        DataSplits rows = new(Limit(table.ToDataset(), Examples, seed), null, null);
        return TrainingData.Of(HoldOut.From(rows, new DataOptions { Validation = Validation, SplitSeed = seed }), table.Schema);
    }
}
