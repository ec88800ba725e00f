using Harmonium.Data.Text;

namespace Harmonium.Data.NamedSets;

/// <summary>The 20 Newsgroups data set: messages of twenty newsgroups.</summary>
internal sealed class TwentyNewsgroups : NamedSet
{
    private const int TrainingDocuments = 11_314;
    private const int TestDocuments = 7_532;
    private const int Groups = 20;

    /// <inheritdoc/>
    public override string Name => "20newsgroups";

    /// <inheritdoc/>
    public override string Description =>
        "Messages of 20 newsgroups, as presence of the 5,000 most frequent words: 11,314 training and 7,532 later test messages.";

    /// <inheritdoc/>
    public override string Origin =>
        "J. Rennie, qwone.com/~jason/20Newsgroups, the by-date version as published: without the headers that name the group, with the others "
        + "(From, Subject, Organization, …), quotes and signatures. Words are runs of 2 to 30 letters and digits in lowercase; the most frequent " +
            "words are those in most training messages.";

    /// <inheritdoc/>
    public override ItemShape Shape => ItemShape.Vector(new DataOptions().Vocabulary);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedSetFile> Files { get; } =
        [new("20news-bydate.tar.gz", 14386804, "cb48d14919448c8f6d72400f53323cd554ab5277767c286cf24645c86180166c")];

    /// <inheritdoc/>
    public override string WhereToGet => "http://qwone.com/~jason/20Newsgroups/20news-bydate.tar.gz is the published archive.";

    /// <inheritdoc/>
    public override DataSplits Read(string folder, DataLimits limits) => Read(folder, limits, new DataOptions());

    /// <inheritdoc/>
    public override DataSplits Read(string folder, DataLimits limits, DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string path = Path.Combine(folder, Files[0].Name);
        DataSplits parts = TextArchive.Read(path, limits).ToParts(Name, Origin, options);
        if (parts.Train.Count != TrainingDocuments || parts.Test?.Count != TestDocuments || parts.Train.Classes != Groups)
            throw new DataFileException(path,
                $"contains {parts.Train.Count} and {parts.Test?.Count ?? 0} messages of {parts.Train.Classes} groups; {TrainingDocuments} and " +
                $"{TestDocuments} of {Groups} are expected. Fetch the file again.");
        return parts;
    }
}
