using System.Globalization;
using System.Text;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.Folders;

/// <summary>The default name of a run folder without its number, <c>&lt;machine&gt;-&lt;data&gt;</c>, valid on any file system.</summary>
internal sealed class RunName(string machine, string data)
{
    private const int LongestWord = 40;
    private readonly string _stem = $"{Word(machine)}-{Word(Path.GetFileName(Path.TrimEndingDirectorySeparator(data)))}-";

    internal string At(int n) => string.Create(CultureInfo.InvariantCulture, $"{_stem}{n}");

    /// <summary>Returns the largest number in use plus one, so that names are in chronological order even after a run was deleted.</summary>
    internal int FirstFree(string runs, FileStore files)
    {
        try
        {
            return 1 + files.List(runs).Select(NumberOf).DefaultIfEmpty(0).Max();
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("list", runs, exception);
        }
    }

    private static string Word(string text)
    {
        StringBuilder word = new();
        foreach (char c in text.ToLowerInvariant().AsSpan(0, Math.Min(text.Length, LongestWord)))
            word.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-');
        string trimmed = word.ToString().Trim('.', '-');
        return trimmed.Length == 0 ? "run" : trimmed;
    }

    private int NumberOf(string name) =>
        name.StartsWith(_stem, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(_stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n < int.MaxValue / 2
            ? n
            : 0;
}
