using System.Text;

namespace Harmonium.Storage.Files;

/// <summary>
/// A folder that confines file names. All names from files and requests become paths here. A name is rejected unless it is
/// clearly a file below the folder, by the same rules on every operating system, so that a run can be moved between systems.
/// </summary>
internal sealed class ContainedFolder
{
    private const int LongestPart = 255;
    private const int LongestName = 1024;
    private static readonly string[] _devices = ["CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"];

    private readonly FileStore _files;

    /// <summary>Creates a contained folder. The folder need not exist.</summary>
    public ContainedFolder(string root, FileStore? files = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        Root = Path.GetFullPath(root);
        _files = files ?? FileStore.Disk;
    }

    /// <summary>The full path of the folder.</summary>
    public string Root { get; }

    /// <summary>
    /// Returns the full path of a name such as "figures/filters.png": parts of letters, digits, spaces and <c>-_.,+=@#()</c>, joined by single slashes.
    /// </summary>
    /// <exception cref="StorageException">
    /// The name is absolute, empty or longer than 1,024 bytes. Or a part of it is longer than 255 bytes, is ".", ".." or a Windows device,
    /// begins or ends with a space, ends with a dot, contains another character, or is a link.
    /// </exception>
    public string PathOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > LongestName || Encoding.UTF8.GetByteCount(name) > LongestName)
            throw Refuse(name, $"is longer than {LongestName} bytes");
        string path = Root;
        foreach (string part in name.Split('/'))
        {
            if (WrongWith(part) is string wrong)
                throw Refuse(name, wrong);
            path = Path.Combine(path, part);
            if (IsLink(path))
                throw Refuse(name, $"contains the link {Quotation.Of(part)}, and links are not followed");
        }

        return path;
    }

    private static string? WrongWith(string part)
    {
        if (part.Length == 0)
            return "has an empty part (a slash at its start or end, or two in a row)";
        if (part is "." or "..")
            return $"has the part {Quotation.Of(part)}";
        if (Encoding.UTF8.GetByteCount(part) > LongestPart)
            return $"has a part of more than {LongestPart} bytes";
        if (part[0] == ' ' || part[^1] is ' ' or '.')
            return $"has the part {Quotation.Of(part)}, which begins or ends with a space or ends with a dot";
        foreach (char c in part)
        {
            if (!char.IsLetterOrDigit(c) && !"-_.,+=@#() ".Contains(c))
                return $"has the character {Quotation.Of(c.ToString())}";
        }

        string stem = part.Split('.')[0].TrimEnd().ToUpperInvariant();
        bool isDevice = _devices.Contains(stem, StringComparer.Ordinal)
            || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal))
                && char.IsDigit(stem[3]));
        return isDevice ? $"has the part {Quotation.Of(part)}, a Windows device" : null;
    }

    private bool IsLink(string path)
    {
        try
        {
            return _files.IsLink(path);
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("access", path, exception);
        }
    }

    private StorageException Refuse(string name, string why) => new(Root,
        $"The name {Quotation.Of(name)} {why}. A name must be the path of a file below {Quotation.Of(Root)}, such as figures/filters.png.");
}
