using Harmonium.Data.Images;
using Harmonium.Data.Streams;
using Harmonium.Data.Text;

namespace Harmonium.Data.Formats;

/// <summary>
/// A folder of texts; subfolders are labels, and folders with names ending in train, test or validation are splits. Files without an extension are texts
/// unless they contain a NUL byte. What is left out is counted in a notice.
/// </summary>
internal sealed class TextFolderFormat : DataFormat
{
    private const string Plain = ".txt";
    private static readonly string[] _endings = [Plain, ".text", ".md", ""];

    // The levels of a split and its classes.
    private const int Depth = 2;

    internal override string Description => "a folder of texts: .txt, .md or without extension (subfolders are labels)";

    /// <summary>Returns true if there are texts in the folder or below it, and no images: a note next to images does not make a text folder.</summary>
    internal override bool Recognizes(string path)
    {
        bool hasTexts = false;
        foreach (FileInfo file in Files(path, new DirectoryInfo(path), DataLimits.Default, Depth, null))
        {
            if (ImageDecoder.Endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
                return false;
            hasTexts |= IsText(file);
        }

        return hasTexts;
    }

    internal override DataSplits Read(string path, DataLimits limits, DataOptions options)
    {
        List<string> leftOut = [];
        List<(FileInfo File, string Name)> files = [];
        foreach (FileInfo file in Files(path, new DirectoryInfo(path), limits, Depth, leftOut))
        {
            string relative = Path.GetRelativePath(path, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (IsText(file))
                files.Add((file, relative));
            else
                leftOut.Add(relative);
        }

        // A README next to the folders of the classes is not a document.
        int deepest = files.Count == 0 ? 0 : files.Max(file => LevelOf(file.Name));
        TextCollection texts = new(path, limits);
        long bytes = 0;
        foreach ((FileInfo file, string relative) in files)
        {
            if (!file.Extension.Equals(Plain, StringComparison.OrdinalIgnoreCase) && LevelOf(relative) < deepest)
            {
                leftOut.Add(relative);
                continue;
            }

            bytes += file.Length;
            if (file.Length > limits.MaximumTextBytes)
                throw new DataFileException(file.FullName, $"has {file.Length} bytes; the limit for a document is {limits.MaximumTextBytes}.");
            if (bytes > limits.MaximumBytes)
                throw new DataFileException(path, $"exceeds the limit of {limits.MaximumBytes} bytes of text.");
            byte[] content = ContentOf(file, limits);
            if (file.Extension.Length == 0 && content.AsSpan().Contains((byte)0))
                leftOut.Add(relative);
            else
                texts.Add(relative, content);
        }

        if (leftOut.Count > 0)
            texts.Notices.Add($"{leftOut.Count} entries of the folder were left out: links, hidden, not texts (.txt, .md or without extension), or at " +
                $"another level than the texts; the first is {Printable.Of(leftOut[0])}.");
        return texts.ToParts(NameOf(path), "", options);
    }

    private static bool IsText(FileInfo file) => _endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase);

    private static int LevelOf(string relative) => relative.Count(letter => letter == '/');

    private static byte[] ContentOf(FileInfo file, DataLimits limits)
    {
        byte[] content = new byte[file.Length];
        if (content.Length > 0)
        {
            using ByteSource source = ByteSource.OpenPlain(file.FullName, limits);
            source.ReadExactly(content, "the text");
        }

        return content;
    }

    /// <summary>Returns the files below a folder in ordinal order, without links and hidden entries, which are added to a list.</summary>
    private static IEnumerable<FileInfo> Files(string root, DirectoryInfo folder, DataLimits limits, int depth, List<string>? leftOut)
    {
        if (!folder.Exists)
            yield break;
        List<FileSystemInfo> entries = [];
        try
        {
            foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
            {
                if (entries.Count == limits.MaximumRows)
                    throw new DataFileException(root, $"exceeds the limit of {limits.MaximumRows} files.");
                if (entry.Name[0] == '.' || entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || entry.Attributes.HasFlag(FileAttributes.Hidden)
                    || (entry is DirectoryInfo && depth == 0))
                    leftOut?.Add(Path.GetRelativePath(root, entry.FullName));
                else
                    entries.Add(entry);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(root, $"cannot be listed: {error.Message}", inner: error);
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (FileSystemInfo entry in entries)
        {
            if (entry is FileInfo file)
                yield return file;
            if (entry is DirectoryInfo inner)
            {
                foreach (FileInfo below in Files(root, inner, limits, depth - 1, leftOut))
                    yield return below;
            }
        }
    }
}
