using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Data.Text;

namespace Harmonium.Runs.Inputs;

/// <summary>Data that were opened for a training: one of its forms is set.</summary>
public sealed record TrainingData
{
    private TrainingData(string name, string fingerprint, int count) => (Name, Fingerprint, Count) = (name, fingerprint, count);

    /// <summary>The name of what is learned from.</summary>
    public string Name { get; }

    /// <summary>A SHA-256 of the content of what is learned from.</summary>
    public string Fingerprint { get; }

    /// <summary>How many examples, rows or characters are learned from.</summary>
    public int Count { get; }

    /// <summary>Examples, cut into splits.</summary>
    public DataSplits? Examples { get; private init; }

    /// <summary>The schema of a table whose rows <see cref="Examples"/> are.</summary>
    public TableSchema? Schema { get; private init; }

    /// <summary>A text, cut into splits.</summary>
    public TextSplits? Text { get; private init; }

    /// <summary>What is worth knowing about how the data were read.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>What one example is; null for texts.</summary>
    public ItemShape? Shape => Examples?.Train.Shape;

    /// <summary>Examples as the data of a training.</summary>
    public static TrainingData Of(DataSplits examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return new(examples.Train.Name, examples.Train.Fingerprint, examples.Train.Count) { Examples = examples, Notices = examples.Train.Notices };
    }

    /// <summary>The rows of a table as the data of a training.</summary>
    public static TrainingData Of(DataSplits rows, TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new(rows.Train.Name, rows.Train.Fingerprint, rows.Train.Count) { Examples = rows, Schema = schema };
    }

    /// <summary>A text as the data of a training.</summary>
    public static TrainingData Of(TextSplits text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text.Train.Name, text.Train.Fingerprint, text.Train.Codes.Length) { Text = text };
    }
}
