using Harmonium.Data.Streams;
using Harmonium.Data.Text;

namespace Harmonium.Data.Formats;

/// <summary>A folder of texts; subfolders are labels, and folders with names ending in train, test or validation are splits.</summary>
internal sealed class TextFolderFormat : DataFormat
{
    private static readonly string[] _endings = [".txt"];

    // The levels of a split and its classes.
    private const int Depth = 2;

    internal override string Description => "a folder of .txt files (subfolders are labels)";

    /// <summary>Returns true if there are texts in the folder or below it, and no images: a note next to images does not make a text folder.</summary>
    internal override bool Recognizes(string path) => Directory.Exists(path) && Files(path, _endings).Any() && !Files(path, ImageDecoder.Endings).Any();

    internal override DataSplits Read(string path, DataLimits limits, DataOptions options)
    {
        TextCollection texts = new(path, limits);
        long bytes = 0;
        foreach (FileInfo file in Files(path, new DirectoryInfo(path), _endings, limits, Depth))
        {
            string relative = Path.GetRelativePath(path, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            bytes += file.Length;
            if (file.Length > limits.MaximumTextBytes)
                throw new DataFileException(file.FullName, $"has {file.Length} bytes; the limit for a document is {limits.MaximumTextBytes}.");
            if (bytes > limits.MaximumBytes)
                throw new DataFileException(path, $"exceeds the limit of {limits.MaximumBytes} bytes of text.");
            byte[] content = new byte[file.Length];
            if (content.Length > 0)
            {
                using ByteSource source = ByteSource.OpenPlain(file.FullName, limits);
                source.ReadExactly(content, "the text");
            }

            texts.Add(relative, content);
        }

        return texts.ToParts(NameOf(path), "", options);
    }

    private static IEnumerable<FileInfo> Files(string path, IReadOnlyCollection<string> endings) =>
        Files(path, new DirectoryInfo(path), endings, DataLimits.Default, Depth);

    /// <summary>Returns the files with given extensions below a folder in ordinal order, skipping links and hidden entries.</summary>
    private static IEnumerable<FileInfo> Files(string root, DirectoryInfo folder, IReadOnlyCollection<string> endings, DataLimits limits, int depth)
    {
        List<FileSystemInfo> entries = [];
        try
        {
            foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
            {
                if (entries.Count == limits.MaximumRows)
                    throw new DataFileException(root, $"exceeds the limit of {limits.MaximumRows} files.");
                if (entry.Name[0] != '.' && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !entry.Attributes.HasFlag(FileAttributes.Hidden))
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
            if (entry is FileInfo file && endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
                yield return file;
            if (entry is DirectoryInfo inner && depth > 0)
            {
                foreach (FileInfo below in Files(root, inner, endings, limits, depth - 1))
                    yield return below;
            }
        }
    }
}
