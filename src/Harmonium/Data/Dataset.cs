using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Data;

/// <summary>Examples with what is known about them: their shape, labels, names of classes, and where they come from.</summary>
public sealed class Dataset
{
    private readonly Lazy<string> _fingerprint;
    private readonly int[]? _labels;
    private readonly IReadOnlyList<string>? _classNames;

    /// <summary>A data set without labels; they are added by the initializer.</summary>
    /// <exception cref="ArgumentException">The shape has another number of columns than the examples.</exception>
    public Dataset(string name, Examples examples, ItemShape shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Columns != examples.Columns)
            throw new ArgumentException($"Examples of {examples.Columns} numbers cannot have the shape {shape}, which has {shape.Columns}.", nameof(shape));
        Name = name;
        Examples = examples;
        Shape = shape;
        _fingerprint = new Lazy<string>(ComputeFingerprint);
    }

    /// <summary>A short name, such as mnist.</summary>
    public string Name { get; }

    /// <summary>The values.</summary>
    public Examples Examples { get; }

    /// <summary>What one example is.</summary>
    public ItemShape Shape { get; }

    /// <summary>How many examples there are.</summary>
    public int Count => Examples.Count;

    /// <summary>The class of every example, from 0; null where there is none.</summary>
    /// <exception cref="ArgumentException">There are more or fewer labels than examples, or one is negative or has no name.</exception>
    public int[]? Labels
    {
        get => _labels;
        init
        {
            _labels = value;
            RequireLabelsThatFit();
        }
    }

    /// <summary>The name of every class, by label; null where they have none.</summary>
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

    /// <summary>The name of every number of an example, such as the word that it counts; null where they have none.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>How many classes there are: as many as names, or else one more than the largest label; 0 without labels.</summary>
    public int Classes => ClassNames?.Count ?? (Labels is { Length: > 0 } ? Labels.Max() + 1 : 0);

    /// <summary>Where the data come from and what was done to them, in a sentence.</summary>
    public string Origin { get; init; } = "";

    /// <summary>What a user should know about how the data were read: files skipped, colors turned gray.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>SHA-256 over shape, values and labels, in lower-case hexadecimal digits: equal data have equal fingerprints whatever they are called.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>The examples at the given indices, in that order; values are shared, not copied.</summary>
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

        return new Dataset(Name, examples, Shape) { Labels = labels, ClassNames = ClassNames, ColumnNames = ColumnNames, Origin = Origin, Notices = Notices };
    }

    /// <summary>The examples from <paramref name="start"/> on, <paramref name="count"/> of them; values are shared, not copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside the data set.</exception>
    public Dataset Range(int start, int count)
    {
        if (start < 0 || count < 0 || start > Count - count)
            throw new ArgumentOutOfRangeException(nameof(start), $"Examples {start} to {start + (long)count} do not lie inside a data set of {Count}.");
        int[] indices = new int[count];
        for (int i = 0; i < count; i++)
            indices[i] = start + i;
        return Take(indices);
    }

    /// <summary>The same examples in a seeded random order; values are shared, not copied.</summary>
    public Dataset Shuffled(ulong seed) => Take(Permutation.Draw(RandomStream.For(seed, Purpose.Splitting), Count));

    /// <summary>Disjoint parts of the given sizes, drawn at random from a seed; what is left over belongs to no part.</summary>
    /// <exception cref="ArgumentException">The sizes are negative or more than there is.</exception>
    public IReadOnlyList<Dataset> Split(ulong seed, params ReadOnlySpan<int> sizes)
    {
        long wanted = 0;
        foreach (int size in sizes)
        {
            if (size < 0)
                throw new ArgumentException($"The size of a part cannot be negative; it is {size}.", nameof(sizes));
            wanted += size;
        }

        if (wanted > Count)
            throw new ArgumentException($"Parts of {wanted} examples in all were asked of a data set of {Count}.", nameof(sizes));
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
