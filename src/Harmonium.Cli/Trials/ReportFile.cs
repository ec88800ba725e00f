using System.ComponentModel;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Experiments.Lectures;
using Harmonium.Storage.Files;

namespace Harmonium.Cli.Trials;

/// <summary>Locates reports and shows where they are.</summary>
internal static class ReportFile
{
    /// <summary>Returns true if a path is a report file, not a folder.</summary>
    internal static bool IsReport(string path) => path.EndsWith(".html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the HTML file at the output path or in the output folder; at a default path if no output is given.</summary>
    internal static ReportPlace PlaceOf(Call call, string defaultPath) => new(FileStore.Disk, Path.GetFullPath(call.Output switch
    {
        null => defaultPath,
        { } output when IsReport(output) => output,
        { } folder => Path.Combine(folder, Path.GetFileName(IsReport(defaultPath) ? defaultPath : "report.html")),
    }));

    /// <summary>Shows the location of a report.</summary>
    internal static void Tell(Call call, ReportPlace place) => call.Terminal.Error.WriteLine($"Report: {new Uri(place.Path).AbsoluteUri}");

    /// <summary>Opens a report in the browser. If that is not possible, a message says so.</summary>
    internal static void Open(Call call, ReportPlace place)
    {
        try
        {
            call.Terminal.OpenInBrowser(place.Path);
        }
        catch (Exception trouble) when (trouble is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            string reason = trouble.Message.TrimEnd('.');
            call.Terminal.Error.WriteLine($"The report could not be opened in a browser: {reason}. Open {ShownPath.Of(place.Path)} yourself.");
        }
    }
}
