namespace Harmonium.Data.NamedSets;

/// <summary>A data set that a user can ask for by name.</summary>
public abstract class NamedSet
{
    /// <summary>The name of the set that is part of the program, and is taken when no other is asked for.</summary>
    public const string Default = "letters";

    /// <summary>Every named set, by name in ordinal order.</summary>
    public static IReadOnlyList<NamedSet> All { get; } =
        [new TwentyNewsgroups(), new Caltech101Silhouettes(), new FashionMnist(), new LettersSet(), new Mnist(), new NaturalImages(), new OcrLetters(),
            new OlivettiFaces(), new Usps()];

    /// <summary>The name, such as mnist.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    public abstract string Description { get; }

    /// <summary>Who published it, where, and on what terms.</summary>
    public abstract string Origin { get; }

    /// <summary>What one example is.</summary>
    public abstract ItemShape Shape { get; }

    /// <summary>The files that make it; none where it is part of the program.</summary>
    public abstract IReadOnlyList<NamedSetFile> Files { get; }

    /// <summary>What to do when the origin publishes another form of the files; empty where they can be downloaded.</summary>
    public virtual string WhereToGet => "";

    /// <summary>The named set of exactly this name, or null.</summary>
    public static NamedSet? Find(string name) => All.FirstOrDefault(set => set.Name == name);

    /// <summary>Reads the set from the folder that holds its files; a set that is part of the program does not look at it.</summary>
    /// <exception cref="DataFileException">A file is missing, damaged, or of another content than it should be.</exception>
    public abstract DataSplits Read(string folder, DataLimits limits);

    /// <summary>Reads the set with options that some sets heed, such as the size of a vocabulary.</summary>
    /// <exception cref="DataFileException">A file is missing, damaged, or of another content than it should be.</exception>
    public virtual DataSplits Read(string folder, DataLimits limits, DataOptions options) => Read(folder, limits);
}
