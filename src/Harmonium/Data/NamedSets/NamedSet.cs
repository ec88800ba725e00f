namespace Harmonium.Data.NamedSets;

/// <summary>A data set that can be opened by name.</summary>
internal abstract class NamedSet
{
    /// <summary>The name of the built-in data set, which is the default.</summary>
    public const string Default = "letters";

    /// <summary>All named data sets, in ordinal order of their names.</summary>
    public static IReadOnlyList<NamedSet> All { get; } =
        [new TwentyNewsgroups(), new Caltech101Silhouettes(), new FashionMnist(), new LettersSet(), new Mnist(), new NaturalImages(), new OcrLetters(),
            new OlivettiFaces(), new Usps()];

    /// <summary>The name, such as mnist.</summary>
    public abstract string Name { get; }

    /// <summary>A one-sentence description.</summary>
    public abstract string Description { get; }

    /// <summary>The publisher, the address and the license.</summary>
    public abstract string Origin { get; }

    /// <summary>The shape of one example.</summary>
    public abstract ItemShape Shape { get; }

    /// <summary>The files of the data set; none if it is built in.</summary>
    public abstract IReadOnlyList<NamedSetFile> Files { get; }

    /// <summary>How to obtain the files if their origin publishes them in another form; empty if they can be downloaded.</summary>
    public virtual string WhereToGet => "";

    /// <summary>Returns the data set with exactly this name, or null.</summary>
    public static NamedSet? Find(string name) => All.FirstOrDefault(set => set.Name == name);

    /// <summary>Reads the data set from the folder of its files. A built-in data set ignores the folder.</summary>
    /// <exception cref="DataFileException">A file is missing, damaged, or has unexpected content.</exception>
    public abstract DataSplits Read(string folder, DataLimits limits);

    /// <summary>Reads the data set with options that only some data sets use, such as the size of the vocabulary.</summary>
    /// <exception cref="DataFileException">A file is missing, damaged, or has unexpected content.</exception>
    public virtual DataSplits Read(string folder, DataLimits limits, DataOptions options) => Read(folder, limits);
}
