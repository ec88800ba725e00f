namespace Harmonium.Data.Images;

/// <summary>The contents of an image folder: the images with their classes, and the entries that were skipped.</summary>
internal sealed class ImageFolder
{
    private readonly string _path;
    private readonly DataLimits _limits;
    private readonly List<string> _passedOver = [];

    private ImageFolder(string path, DataLimits limits)
    {
        _path = path;
        _limits = limits;
    }

    /// <summary>The images in ordinal order of class and name, with their class; −1 without subfolders.</summary>
    internal List<(string Path, int Class)> Images { get; } = [];

    /// <summary>The names of the subfolders that contain images, in ordinal order; empty if the images are in the folder itself.</summary>
    internal List<string> ClassNames { get; } = [];

    /// <summary>Notices for the user about the skipped entries.</summary>
    internal IEnumerable<string> Notices => _passedOver.Count == 0
        ? []
        : [$"{_passedOver.Count} entries of the folder were skipped: not images, hidden, links, or folders in subfolders; the first is " +
            $"{_passedOver[0]}."];

    /// <summary>Lists a folder and its subfolders, one level deep, without following links.</summary>
    internal static ImageFolder List(string path, DataLimits limits)
    {
        ImageFolder folder = new(path, limits);
        try
        {
            folder.Fill();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(path, $"cannot be listed: {error.Message}", inner: error);
        }

        return folder;
    }

    private void Fill()
    {
        AddFiles(_path, -1);
        int own = Images.Count;
        foreach (DirectoryInfo folder in Sorted(new DirectoryInfo(_path).EnumerateDirectories()))
        {
            int before = Images.Count;
            if (IsFollowed(folder))
                AddFiles(folder.FullName, ClassNames.Count);
            else
                PassOver(folder);
            if (Images.Count > before)
                ClassNames.Add(folder.Name);
            if (own > 0 && Images.Count > own)
                throw new DataFileException(_path,
                    $"contains images both directly ({Path.GetFileName(Images[0].Path)}) and in the subfolder {folder.Name}. Move all into subfolders, whose " +
                    "names are the labels, or none.");
        }

        if (Images.Count == 0)
            throw new DataFileException(_path,
                $"contains no images; files ending in {string.Join(", ", ImageDecoder.Endings)} are expected in it or in subfolders, whose names are the " +
                $"labels. {string.Concat(Notices.Select(notice => $"{notice} "))}Links are not followed: copy the files. " +
                "For other data, give the path of a file.");
    }

    private void AddFiles(string path, int label)
    {
        DirectoryInfo folder = new(path);
        foreach (FileInfo file in Sorted(folder.EnumerateFiles()))
        {
            if (!IsFollowed(file) || !ImageDecoder.Endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
            {
                PassOver(file);
                continue;
            }

            if (Images.Count == _limits.MaximumRows)
                throw new DataFileException(_path, $"exceeds the limit of {_limits.MaximumRows} images.");
            Images.Add((Path.Combine(path, file.Name), label));
        }

        if (label < 0)
            return;
        foreach (DirectoryInfo inner in Sorted(folder.EnumerateDirectories()))
            PassOver(inner);
    }

    private void PassOver(FileSystemInfo entry) => _passedOver.Add(Printable.Of(Path.GetRelativePath(_path, entry.FullName)));

    private static bool IsFollowed(FileSystemInfo entry) => entry.Name[0] != '.' && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
        && !entry.Attributes.HasFlag(FileAttributes.Hidden);

    private List<T> Sorted<T>(IEnumerable<T> entries)
        where T : FileSystemInfo
    {
        List<T> list = [];
        foreach (T entry in entries)
        {
            if (list.Count > _limits.MaximumRows)
                throw new DataFileException(_path, $"exceeds the limit of {_limits.MaximumRows} files.");
            list.Add(entry);
        }

        list.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return list;
    }
}
