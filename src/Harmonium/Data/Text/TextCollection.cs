using System.Runtime.InteropServices;
using System.Text;

namespace Harmonium.Data.Text;

/// <summary>
/// Collects documents as word counts while they are read, and then converts them to examples over the most frequent words.
/// The path of a document determines its class and split: <c>class/name</c>, or <c>part/class/name</c> with a part whose
/// name ends in train, test or validation.
/// </summary>
internal sealed class TextCollection(string name, DataLimits limits)
{
    private const string Train = "train";
    private const string Test = "test";
    private const string Validation = "validation";
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly List<Document> _documents = [];
    private readonly Dictionary<int, int> _counts = [];
    private int _latin;

    /// <summary>Messages for the user about what was left out.</summary>
    internal List<string> Notices { get; } = [];

    /// <summary>The number of documents.</summary>
    internal int Count => _documents.Count;

    /// <summary>Adds a document.</summary>
    /// <param name="path">The path below the folder or in the archive, with slashes.</param>
    /// <param name="content">The bytes: UTF-8, or Latin-1 otherwise.</param>
    internal void Add(string path, ReadOnlySpan<byte> content)
    {
        string[] steps = path.Split('/');
        if (steps.Length > 3)
            throw new DataFileException(name, $"contains {Printable.Of(path)}, {steps.Length - 1} folders deep; expected class/name or split/class/name.");
        if (steps.Length == 3 && PartOf(steps[0]) is null)
            throw new DataFileException(name,
                $"contains the folder {Printable.Of(steps[0])} with subfolders; the name of a split must end in {Train}, {Test} or {Validation}.");
        if (_documents.Count == limits.MaximumRows)
            throw new DataFileException(name, $"exceeds the limit of {limits.MaximumRows} documents.");
        if (content.Contains((byte)0))
            throw new DataFileException($"{name}, {Printable.Of(path)}", "contains a NUL byte, so it is not a text file. Remove files that are not text.");
        _counts.Clear();
        Words.Each(Decode(content), word =>
        {
            if (!Lookup.TryGetValue(word, out int id))
                _words.Add(word.ToString(), id = _words.Count);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, id, out _)++;
        });
        int[] ids = [.. _counts.Keys];
        _documents.Add(new Document(
            path, steps.Length == 3 ? PartOf(steps[0])! : Train, steps.Length == 1 ? null : steps[^2], ids,
                [.. ids.Select(id => (ushort)Math.Min(_counts[id], ushort.MaxValue))]));
    }

    /// <summary>Returns the documents as examples over the words that occur in the most documents of the training split.</summary>
    internal DataSplits ToParts(string dataName, string origin, DataOptions options)
    {
        if (!_documents.Exists(document => document.Part == Train))
            throw new DataFileException(name,
                _documents.Count == 0 ? $"contains no text. {string.Join(' ', Notices)}".TrimEnd() : "contains no training split.");
        string[] classes = [.. _documents.Select(document => document.Class).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (classes.Length > 0 && _documents.Find(document => document.Class is null) is not null)
            throw new DataFileException(name, "contains documents both directly and in folders. Move all into folders, whose names are the classes, or none.");
        if (classes.Length > limits.MaximumClasses)
            throw new DataFileException(name, $"has {classes.Length} classes; the limit is {limits.MaximumClasses}.");
        IReadOnlyList<string> vocabulary = options.KnownWords ?? Vocabulary(options);
        int[] columns = new int[_words.Count];
        Array.Fill(columns, -1);
        for (int column = 0; column < vocabulary.Count; column++)
        {
            if (_words.TryGetValue(vocabulary[column], out int id))
                columns[id] = column;
        }

        if (Array.TrueForAll(columns, column => column < 0))
            throw new DataFileException(name, $"contains none of the words of the model, such as {string.Join(", ", vocabulary.Take(5))}.");

        Dataset? Part(string part)
        {
            Document[] documents = [.. _documents.Where(document => document.Part == part)];
            if (documents.Length == 0)
                return null;
            return new Dataset(dataName, Examples(documents, columns, vocabulary.Count, options.Words), ItemShape.Vector(vocabulary.Count))
            {
                Labels = classes.Length == 0 ? null : [.. documents.Select(document => Array.BinarySearch(classes, document.Class, StringComparer.Ordinal))],
                ClassNames = classes.Length == 0 ? null : classes,
                ColumnNames = vocabulary,
                RowIds = new RowIds(RowIds.Files, [.. documents.Select(document => document.Path)]),
                Origin = origin,
                Notices = [.. Notices, .. _latin == 0 ? Array.Empty<string>() : [$"{_latin} documents are not UTF-8 and were read as Latin-1."]],
            };
        }

        return new DataSplits(Part(Train)!, Part(Validation), Part(Test));
    }

    private static string? PartOf(string folder) =>
        new[] { Train, Test, Validation }.FirstOrDefault(part => folder.EndsWith(part, StringComparison.OrdinalIgnoreCase));

    private string Decode(ReadOnlySpan<byte> content)
    {
        if (content is [0xEF, 0xBB, 0xBF, ..])
            content = content[3..];
        try
        {
            return _strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            _latin++;
            return Encoding.Latin1.GetString(content);
        }
    }

    /// <summary>Returns the words that occur in the most training documents, most frequent first; equally frequent ones in ordinal order.</summary>
    private string[] Vocabulary(DataOptions options)
    {
        int[] documents = new int[_words.Count];
        foreach (Document document in _documents.Where(document => document.Part == Train))
        {
            foreach (int id in document.Words)
                documents[id]++;
        }

        string[] vocabulary = [.. _words.Where(word => documents[word.Value] > 0)
            .OrderByDescending(word => documents[word.Value]).ThenBy(word => word.Key, StringComparer.Ordinal).Take(options.Vocabulary)
                .Select(word => word.Key)];
        return vocabulary.Length > 0 ? vocabulary
            : throw new DataFileException(name, $"contains no word of {Words.Shortest} to {Words.Longest} letters or digits.");
    }

    private static SparseExamples Examples(Document[] documents, int[] columns, int width, WordValues kind)
    {
        List<int> places = [];
        List<ushort> values = [];
        int[] starts = new int[documents.Length + 1];
        for (int i = 0; i < documents.Length; i++)
        {
            Document document = documents[i];
            foreach ((int column, ushort count) in document.Words.Zip(document.Counts, (id, count) => (columns[id], count)).Where(pair => pair.Item1 >= 0)
                .OrderBy(pair => pair.Item1))
            {
                places.Add(column);
                values.Add(count);
            }

            starts[i + 1] = places.Count;
        }

        return new SparseExamples(starts, [.. places], kind == WordValues.Presence ? null : [.. values], width);
    }

    private Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup => _words.GetAlternateLookup<ReadOnlySpan<char>>();

    private sealed record Document(string Path, string Part, string? Class, int[] Words, ushort[] Counts);
}
