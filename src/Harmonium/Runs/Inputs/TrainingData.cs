using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Data.Text;

namespace Harmonium.Runs.Inputs;

/// <summary>Opened training data: either <see cref="Examples"/> or <see cref="Text"/> is set.</summary>
internal sealed record TrainingData
{
    private TrainingData(string name, string fingerprint, int count) => (Name, Fingerprint, Count) = (name, fingerprint, count);

    /// <summary>The name of the training data.</summary>
    public string Name { get; }

    /// <summary>The SHA-256 of the content of the training data.</summary>
    public string Fingerprint { get; }

    /// <summary>The number of training examples, rows or characters.</summary>
    public int Count { get; }

    /// <summary>Examples, in splits; null for a text.</summary>
    public DataSplits? Examples { get; private init; }

    /// <summary>The schema of the table, if <see cref="Examples"/> are its rows.</summary>
    public TableSchema? Schema { get; private init; }

    /// <summary>A text, in splits; null for examples.</summary>
    public TextSplits? Text { get; private init; }

    /// <summary>Messages for the user about how the data were read.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The shape of one example; null for texts.</summary>
    public ItemShape? Shape => Examples?.Train.Shape;

    /// <summary>Returns examples as training data.</summary>
    public static TrainingData Of(DataSplits examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return new(examples.Train.Name, examples.Train.Fingerprint, examples.Train.Count) { Examples = examples, Notices = examples.Train.Notices };
    }

    /// <summary>Returns the same data with rearranged splits.</summary>
    internal TrainingData With(DataSplits examples) => this with { Examples = examples };

    /// <summary>Returns the rows of a table as training data.</summary>
    public static TrainingData Of(DataSplits rows, TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new(rows.Train.Name, rows.Train.Fingerprint, rows.Train.Count) { Examples = rows, Schema = schema };
    }

    /// <summary>Returns a text as training data.</summary>
    public static TrainingData Of(TextSplits text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text.Train.Name, text.Train.Fingerprint, text.Train.Codes.Length) { Text = text, Notices = text.Train.Notices };
    }
}
