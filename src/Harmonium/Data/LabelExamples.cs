using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Harmonium.Numerics;

namespace Harmonium.Data;

/// <summary>One-hot labels as examples: one column per class, 1 for the example's class and 0 for the others; all 0 if the label is unknown.</summary>
internal sealed class LabelExamples : Examples
{
    /// <summary>The label of an example with an unknown class.</summary>
    public const int Unknown = -1;

    private readonly int[] _labels;
    private readonly int _classes;
    private readonly RowSelection _selection;

    /// <summary>Creates examples from labels, without copying them.</summary>
    /// <param name="labels">The class of every example, counted from 0, or <see cref="Unknown"/>.</param>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">A label is neither a class nor <see cref="Unknown"/>.</exception>
    public LabelExamples(int[] labels, int classes)
        : this(labels, classes, RowSelection.All(CountOf(labels, classes)))
    {
    }

    private LabelExamples(int[] labels, int classes, RowSelection selection)
    {
        _labels = labels;
        _classes = classes;
        _selection = selection;
    }

    /// <inheritdoc/>
    public override int Count => _selection.Count;

    /// <inheritdoc/>
    public override int Columns => _classes;

    /// <inheritdoc/>
    protected internal override string Encoding => "labels";

    /// <summary>Returns the labels of a data set as a separate data set, in the same order.</summary>
    /// <param name="data">A data set with labels.</param>
    /// <param name="known">The number of examples, from the first on, with known labels; null for all.</param>
    /// <param name="classes">The number of classes; null for that of the data set.</param>
    /// <exception cref="ArgumentException">The data set has no labels, or labels outside the classes.</exception>
    public static Dataset Of(Dataset data, int? known = null, int? classes = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] labels = data.Labels ?? throw new ArgumentException(
            $"The data set {data.Name} has no labels, but a classifier needs them. Use data with labels, such as a folder with a subfolder for each " +
            "class.", nameof(data));
        if (known is { } first && first < labels.Length)
            labels = [.. labels.Select((label, i) => i < first ? label : Unknown)];
        int columns = classes ?? data.Classes;
        return new Dataset(data.Name, new LabelExamples(labels, columns), ItemShape.Vector(columns));
    }

    /// <inheritdoc/>
    public override void CopyRows(ReadOnlySpan<int> rows, Tensor into)
    {
        RequireRoom(rows.Length, into);
        for (int i = 0; i < rows.Length; i++)
        {
            Span<float> row = into.Row(i);
            row.Clear();
            int label = _labels[_selection[rows[i]]];
            if (label != Unknown)
                row[label] = 1;
        }
    }

    /// <inheritdoc/>
    public override Examples Take(ReadOnlySpan<int> rows) => new LabelExamples(_labels, _classes, _selection.Take(rows));

    /// <inheritdoc/>
    protected internal override void AppendRow(int row, IncrementalHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in _labels[_selection[row]])));
    }

    private static int CountOf(int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        foreach (int label in labels)
        {
            if (label < Unknown || label >= classes)
                throw new ArgumentException($"A label must be a class from 0 to {classes - 1}, or {Unknown} if unknown; one is {label}.", nameof(labels));
        }

        return labels.Length;
    }
}
