using System.Security.Cryptography;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Text;

namespace Harmonium.Data.Sources;

/// <summary>A text that can be opened by name. Its files are in the folder <c>text</c> next to the named data sets.</summary>
internal sealed class NamedText
{
    private const string FolderName = "text";

    private NamedText(string name, string description, params IReadOnlyList<NamedSetFile> files) => (Name, Description, Files) = (name, description, files);

    /// <summary>All named texts.</summary>
    public static IReadOnlyList<NamedText> All { get; } =
    [
        new NamedText(
            "crime-and-punishment", "F. Dostoevsky, Crime and Punishment, in Russian; public domain",
            new NamedSetFile("ru-CrimeAndPunishment.txt", 1_916_380, "0e0a7e9ae5a1a77f6b6d110dc7445c64d733493316f5f31ad7e68f03fc82de23")),
        new NamedText(
            "eugene-onegin", "A. Pushkin, Eugene Onegin, in Russian; public domain",
            new NamedSetFile("ru-EugeneOnegin.txt", 254_570, "8a448c057d428c44e3f1d607bd4204772e190d575261c338d2f2690d008a1a13")),
        new NamedText(
            "fathers-and-sons", "I. Turgenev, Fathers and Sons, in Russian; public domain",
            new NamedSetFile("ru-FathersAndSons.txt", 633_047, "7f1bb87c2191b58d889a012e10761e9c6bcf96297473947315857371623a4bd7")),
        new NamedText(
            "penn-treebank", "Wall Street Journal as prepared by T. Mikolov, 50 characters, with published splits; for research only",
            new NamedSetFile("ptb.train.txt.gz", 1_689_370, "d1ec43563d7ce27da8b43f9069b2a58cb9e7f2656e96d7aab0ddc61ef728e176"),
            new NamedSetFile("ptb.valid.txt.gz", 134_098, "fdb970a6bddedf957366618daec55ab7beb159f8123600f8db16c34833dca93d"),
            new NamedSetFile("ptb.test.txt.gz", 149_245, "b9743208d38e095719ea30645a6456bd2cabe3b3dfe0815ad10a51d08b4e2a48")),
        new NamedText(
            "tiny-shakespeare", "Plays of Shakespeare as collected by A. Karpathy, 65 characters; public domain",
            new NamedSetFile("tinyshakespeare.txt", 1_115_394, "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed")),
    ];

    /// <summary>The name, in kebab case.</summary>
    public string Name { get; }

    /// <summary>The content and the license.</summary>
    public string Description { get; }

    /// <summary>The files: a single file, or the training, validation and test splits.</summary>
    public IReadOnlyList<NamedSetFile> Files { get; }

    /// <summary>Returns the text with exactly this name, or null.</summary>
    public static NamedText? Find(string name) => All.FirstOrDefault(text => text.Name == name);

    /// <summary>Reads a text by name or path.</summary>
    /// <param name="nameOrPath">A name of <see cref="All"/>, or a path.</param>
    /// <param name="locations">The folders of named texts.</param>
    /// <param name="heldOut">The fraction held out at the end if the text has no splits, in [0, 1).</param>
    /// <exception cref="DataFileException">The text does not exist, cannot be read, or has unexpected content.</exception>
    public static TextSplits Open(string nameOrPath, DataLocations locations, double heldOut)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrPath);
        ArgumentNullException.ThrowIfNull(locations);
        if (Find(nameOrPath) is not { } named)
        {
            if (!File.Exists(nameOrPath) && !Directory.Exists(nameOrPath))
            {
                string names = string.Join(", ", All.Select(text => text.Name));
                throw new DataFileException(nameOrPath, $"does not exist. Check the name and the folder. Known texts: {names}.");
            }

            return Split(CharacterText.Read(nameOrPath), heldOut);
        }

        string[] paths = [.. named.Files.Select(file => named.PathOf(file, locations))];
        if (paths.Length == 1)
            return Split(CharacterText.From(named.Name, CharacterText.ReadText(paths[0])), heldOut);
        string[] texts = [.. paths.Select(CharacterText.ReadText)];
        Alphabet alphabet = Alphabet.Of(string.Concat(texts));
        CharacterText[] parts = [.. texts.Select(text => CharacterText.From(named.Name, text, alphabet))];
        return new TextSplits(parts[0], parts[1], parts[2]);
    }

    /// <summary>Holds out the end of a text for validation.</summary>
    internal static TextSplits Split(CharacterText all, double heldOut)
    {
        if (heldOut is not (>= 0 and < 1))
            throw new ArgumentException($"The held-out fraction must be in [0, 1); it is {heldOut}.", nameof(heldOut));
        int last = (int)(all.Codes.Length * heldOut);
        return last == 0 ? new TextSplits(all, null, null)
            : new TextSplits(all.Range(0, all.Codes.Length - last), all.Range(all.Codes.Length - last, last), null);
    }

    /// <summary>Returns the path of a file of a named text, or null if it is in none of the folders.</summary>
    internal static string? PlaceOf(NamedSetFile file, DataLocations locations) =>
        FoldersIn(locations).Select(folder => Path.Combine(folder, file.Name)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> FoldersIn(DataLocations locations) =>
        new[] { locations.Folder, locations.Cache }.OfType<string>().Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, FolderName));

    private string PathOf(NamedSetFile file, DataLocations locations)
    {
        string path = PlaceOf(file, locations) ?? throw new DataFileException(Name,
            $"is a known text, but its file {file.Name} is not in {string.Join(" or in ", FoldersIn(locations))}. Put this file there: {Description}.");
        using FileStream stream = File.OpenRead(path);
        string found = Convert.ToHexStringLower(SHA256.HashData(stream));
        return found == file.Sha256 ? path
            : throw new DataFileException(path,
            $"is not the {file.Name} of {Name}: its SHA-256 begins with {found[..12]}; {file.Sha256[..12]} is expected. Replace it with the correct file.");
    }
}
