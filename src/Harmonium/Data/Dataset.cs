using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Data;

/// <summary>Examples with their shape, labels, class names and origin.</summary>
public sealed class Dataset
{
    private readonly Lazy<string> _fingerprint;
    private readonly int[]? _labels;
    private readonly IReadOnlyList<string>? _classNames;

    /// <summary>Creates a data set. Labels are set by the initializer.</summary>
    /// <exception cref="ArgumentException">The number of columns of the shape differs from that of the examples.</exception>
    public Dataset(string name, Examples examples, ItemShape shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Columns != examples.Columns)
            throw new ArgumentException($"Examples of {examples.Columns} values cannot have the shape {shape}, which has {shape.Columns}.", nameof(shape));
        Name = name;
        Examples = examples;
        Shape = shape;
        RowIds = new RowIds(examples.Count);
        _fingerprint = new Lazy<string>(ComputeFingerprint);
    }

    /// <summary>Copies everything but the values and the labels.</summary>
    private Dataset(Dataset other, Examples examples, ItemShape shape, int[]? labels, IReadOnlyList<string>? classNames)
        : this(other.Name, examples, shape)
    {
        _labels = labels;
        _classNames = classNames;
        RequireLabelsThatFit();
        LeastClasses = other.LeastClasses;
        ColumnNames = other.ColumnNames;
        RowIds = other.RowIds;
        Origin = other.Origin;
        Notices = other.Notices;
    }

    /// <summary>A short name, such as mnist.</summary>
    public string Name { get; }

    /// <summary>The values.</summary>
    public Examples Examples { get; }

    /// <summary>The shape of one example.</summary>
    public ItemShape Shape { get; }

    /// <summary>The number of examples.</summary>
    public int Count => Examples.Count;

    /// <summary>The label of every example, counted from 0; null for none.</summary>
    /// <exception cref="ArgumentException">The number of labels differs from the number of examples, or a label is negative or has no name.</exception>
    public int[]? Labels
    {
        get => _labels;
        init
        {
            _labels = value;
            RequireLabelsThatFit();
        }
    }

    /// <summary>The name of every class, indexed by label; null for none.</summary>
    /// <exception cref="ArgumentException">A label has no name.</exception>
    public IReadOnlyList<string>? ClassNames
    {
        get => _classNames;
        init
        {
            _classNames = value;
            RequireLabelsThatFit();
        }
    }

    /// <summary>The name of every column, such as the word that it counts; null for none.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>The id of every row: from an id column, the path of its file, or otherwise the number of the row in its source, counted from 1.</summary>
    public RowIds RowIds { get; internal init; }

    /// <summary>
    /// The number of classes: the number of names, or the largest label plus one; 0 without labels. A selection of examples has the classes of the whole.
    /// </summary>
    public int Classes => ClassNames?.Count ?? Math.Max(LeastClasses, Labels is { Length: > 0 } ? Labels.Max() + 1 : 0);

    /// <summary>The source of the data and how they were processed, as text.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Notices for the user about how the data were read, such as skipped files or colors converted to gray.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>SHA-256 of shape, values and labels, in lowercase hexadecimal digits. Equal data have equal fingerprints, whatever their names.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>The number of classes without names, of which some may have no example here.</summary>
    internal int LeastClasses { get; init; }

    /// <summary>Returns the examples at the given indices, in that order. Values are shared, not copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index does not exist.</exception>
    public Dataset Take(ReadOnlySpan<int> indices)
    {
        int[]? labels = null;
        Examples examples = Examples.Take(indices);
        if (Labels is not null)
        {
            labels = new int[indices.Length];
            for (int i = 0; i < labels.Length; i++)
                labels[i] = Labels[indices[i]];
        }

        return new Dataset(this, examples, Shape, labels, ClassNames)
        {
            LeastClasses = labels is null || ClassNames is not null ? 0 : Classes,
            RowIds = RowIds.Take(indices),
        };
    }

    /// <summary>The name of the class of every example; null without labels.</summary>
    internal IReadOnlyList<string>? LabelNames => Labels is null ? null : [.. Labels.Select(ClassName)];

    /// <summary>Returns the name of a class: its number if the classes have no names.</summary>
    internal string ClassName(int label) => ClassNames?[label] ?? label.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns other values of the same examples, with their labels and ids.</summary>
    internal Dataset With(Examples examples, ItemShape shape, IReadOnlyList<string>? columnNames = null) =>
        new(this, examples, shape, Labels, ClassNames) { ColumnNames = columnNames ?? (examples.Columns == Examples.Columns ? ColumnNames : null) };

    /// <summary>Returns the same values with other labels.</summary>
    internal Dataset With(int[] labels, IReadOnlyList<string>? classNames, int classes) =>
        new(this, Examples, Shape, labels, classNames) { LeastClasses = classes };

    /// <summary>Returns the same data with additional notices.</summary>
    internal Dataset Noting(params IEnumerable<string> notices) =>
        new(this, Examples, Shape, Labels, ClassNames) { Notices = [.. Notices, .. notices] };

    /// <summary>Returns <paramref name="count"/> examples from <paramref name="start"/> on. Values are shared, not copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the data set.</exception>
    public Dataset Range(int start, int count)
    {
        if (start < 0 || count < 0 || start > Count - count)
            throw new ArgumentOutOfRangeException(nameof(start), $"Examples {start} to {start + (long)count} are not within a data set of {Count}.");
        int[] indices = new int[count];
        for (int i = 0; i < count; i++)
            indices[i] = start + i;
        return Take(indices);
    }

    /// <summary>Returns the same examples in a random order given by a seed. Values are shared, not copied.</summary>
    public Dataset Shuffled(ulong seed) => Take(Permutation.Draw(RandomStream.For(seed, Purpose.Splitting), Count));

    /// <summary>Returns disjoint splits of the given sizes, drawn at random from a seed. Remaining examples belong to no split.</summary>
    /// <exception cref="ArgumentException">A size is negative, or their sum exceeds the number of examples.</exception>
    public IReadOnlyList<Dataset> Split(ulong seed, params ReadOnlySpan<int> sizes)
    {
        long wanted = 0;
        foreach (int size in sizes)
        {
            if (size < 0)
                throw new ArgumentException($"The size of a split cannot be negative; it is {size}.", nameof(sizes));
            wanted += size;
        }

        if (wanted > Count)
            throw new ArgumentException($"The splits need {wanted} examples in total, but the data set has {Count}. Make them smaller.", nameof(sizes));
        int[] order = Permutation.Draw(RandomStream.For(seed, Purpose.Splitting), Count);
        List<Dataset> parts = [];
        int start = 0;
        foreach (int size in sizes)
        {
            parts.Add(Take(order.AsSpan(start, size)));
            start += size;
        }

        return parts;
    }

    private void RequireLabelsThatFit()
    {
        if (_labels is null)
            return;
        if (_labels.Length != Count)
            throw new ArgumentException($"{Count} examples need {Count} labels; there are {_labels.Length}.");
        int bound = _classNames?.Count ?? int.MaxValue;
        foreach (int label in _labels)
        {
            if (label < 0 || label >= bound)
                throw new ArgumentException($"A label must be at least 0 and have a name, if there are names ({_classNames?.Count ?? 0} here); one " +
                    $"is {label}.");
        }
    }

    private string ComputeFingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"harmonium data 1; {Count} of {Shape}; {Examples.Encoding}; labels {Labels is not null}\n"));
        for (int row = 0; row < Count; row++)
            Examples.AppendRow(row, hash);
        if (Labels is not null)
            hash.AppendData(MemoryMarshal.AsBytes<int>(Labels));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
