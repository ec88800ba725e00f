using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Html;
using Harmonium.Storage.Files;

namespace Harmonium.Experiments.Lectures;

/// <summary>
/// The file of a report. It is written aside and renamed, so that the previous report stays until the new one is complete. A report of a lecture never replaces
/// one with chapters that it lacks.
/// </summary>
/// <param name="store">The file operations.</param>
/// <param name="path">The path of the HTML file.</param>
internal sealed class ReportPlace(FileStore store, string path)
{
    // A report with all figures has a few megabytes; kept chapters take the same again.
    private const int LeastSpace = 16 << 20;
    private const int Block = 1 << 20;

    /// <summary>Gets the path.</summary>
    public string Path => path;

    /// <summary>Gets the folder of kept chapters, next to the report.</summary>
    public string ChaptersFolder => System.IO.Path.ChangeExtension(path, ".chapters");

    /// <summary>Gets the names of the chapters in the report that exists; none if there is no report, or it is not that of a lecture.</summary>
    public IReadOnlyList<string> Chapters
    {
        get
        {
            if (!store.FileExists(path))
                return [];
            using Stream file = store.OpenRead(path);
            return HtmlReport.ChaptersOf(file);
        }
    }

    /// <summary>Creates the folder and checks that the report can be written and has enough space, before long work starts.</summary>
    /// <exception cref="StorageException">The folder cannot be written, or the disk is full. An existing report is unchanged.</exception>
    public void Prepare()
    {
        string folder = System.IO.Path.GetDirectoryName(path)!;
        store.CreateFolders(folder);
        string trial = path + FileStore.TemporarySuffix;
        try
        {
            if (store.FolderExists(path))
                throw new IOException("it is a folder; a file is expected. Give the path of a file.");
            try
            {
                using Stream file = store.Create(trial);
                byte[] block = new byte[Block];
                for (int written = 0; written < LeastSpace; written += Block)
                    file.Write(block);
            }
            finally
            {
                store.Delete(trial);
            }
        }
        catch (Exception trouble) when (StorageException.IsDiskTrouble(trouble))
        {
            throw StorageException.While("write", path, trouble);
        }
    }

    /// <summary>Returns this place, or the first free one such as <c>lecture-2.html</c> if the report here has chapters that the new report lacks.</summary>
    /// <param name="chapters">The names of the chapters of the new report.</param>
    public ReportPlace For(IReadOnlyList<string> chapters)
    {
        ReportPlace place = this;
        for (int number = 2; place.Chapters.Except(chapters).Any(); number++)
            place = new ReportPlace(store, $"{System.IO.Path.ChangeExtension(path, null)}-{number}.html");
        return place;
    }

    /// <summary>Writes the report.</summary>
    /// <exception cref="StorageException">The file cannot be written. An existing report is unchanged.</exception>
    public void Write(Report report)
    {
        using MemoryStream page = new();
        HtmlReport.Write(report, page);
        store.CreateFolders(System.IO.Path.GetDirectoryName(path)!);
        store.Replace(path, page.WriteTo);
    }
}
