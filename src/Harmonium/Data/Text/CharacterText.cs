using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;


namespace Harmonium.Data.Text;

/// <summary>A text as codes of its characters.</summary>
internal sealed class CharacterText
{
    /// <summary>The maximum size of a decompressed text in bytes.</summary>
    public const long MostBytes = 1L << 30;

    private CharacterText(string name, Alphabet alphabet, int[] codes, string fingerprint) =>
        (Name, Alphabet, Codes, Fingerprint) = (name, alphabet, codes, fingerprint);

    /// <summary>A short name.</summary>
    public string Name { get; }

    /// <summary>The alphabet of the text.</summary>
    public Alphabet Alphabet { get; }

    /// <summary>The code of every character.</summary>
    public int[] Codes { get; }

    /// <summary>Messages for the user about what was left out.</summary>
    public IReadOnlyList<string> Notices { get; private init; } = [];

    /// <summary>SHA-256 of the text in UTF-8, in lowercase hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>Creates a text. The alphabet contains its characters, or is given so that several texts share it.</summary>
    /// <exception cref="ArgumentException">The text is empty, or has a character that is not in the alphabet.</exception>
    public static CharacterText From(string name, string text, Alphabet? alphabet = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(text);
        alphabet ??= Alphabet.Of(text);
        return new CharacterText(name, alphabet, alphabet.Encode(text), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>Reads a file in UTF-8, compressed with gzip if its name ends in .gz. A byte order mark is ignored.</summary>
    /// <exception cref="DataFileException">The file does not exist, is empty or too large, or is not UTF-8.</exception>
    public static CharacterText Read(string path, Alphabet? alphabet = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string whole = ReadText(path), text = whole.Replace("\0", "", StringComparison.Ordinal);
        if (text.Length == 0)
            throw new DataFileException(path, "contains only NUL characters; it is not a text file.");
        try
        {
            CharacterText read = From(NameOf(path), text, alphabet);
            return whole.Length == text.Length ? read : new CharacterText(read.Name, read.Alphabet, read.Codes, read.Fingerprint)
            {
                Notices = [$"{whole.Length - text.Length} of {whole.Length} characters are NUL and were left out. Check that the file is a text in UTF-8."],
            };
        }
        catch (ArgumentException exception)
        {
            throw new DataFileException(path, exception.Message.Split(" (Parameter", 2)[0]);
        }
    }

    /// <summary>Reads the characters of a file.</summary>
    /// <exception cref="DataFileException">The file does not exist, is empty or too large, or is not UTF-8.</exception>
    public static string ReadText(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes;
        try
        {
            using FileStream file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            bytes = ReadAll(path, stream);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFileException(path, "does not exist. Check the name and the folder.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataFileException(path, $"could not be read: {exception.Message}");
        }

        try
        {
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            text = text.StartsWith('\uFEFF') ? text[1..] : text;
            return text.Length > 0 ? text : throw new DataFileException(path, "is empty; a training text needs characters.");
        }
        catch (DecoderFallbackException exception)
        {
            throw new DataFileException(path, $"is not UTF-8 text: byte {exception.Index} does not start a character. Convert the file to UTF-8.");
        }
    }

    /// <summary>Returns characters start to start + count as a separate text, with the same alphabet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the text.</exception>
    public CharacterText Range(int start, int count)
    {
        if (start < 0 || count < 1 || start > Codes.Length - count)
            throw new ArgumentOutOfRangeException(nameof(start), $"Characters {start} to {start + (long)count} are not within a text of {Codes.Length}.");
        return new CharacterText(Name, Alphabet, Codes[start..(start + count)], $"{Fingerprint}:{start}:{count}") { Notices = Notices };
    }

    private static byte[] ReadAll(string path, Stream stream)
    {
        using MemoryStream all = new();
        byte[] block = new byte[1 << 16];
        for (int read = stream.Read(block); read > 0; read = stream.Read(block))
        {
            all.Write(block, 0, read);
            if (all.Length > MostBytes)
                throw new DataFileException(path, $"exceeds the limit of {MostBytes} bytes of text. Split it.");
        }

        return all.ToArray();
    }

    private static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            name = name[..^3];
        return name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && name.Length > 4 ? name[..^4] : name;
    }
}
