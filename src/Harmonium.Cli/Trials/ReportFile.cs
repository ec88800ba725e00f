using Harmonium.Cli.Parsing;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Html;

namespace Harmonium.Cli.Trials;

/// <summary>Writes a report and shows its location.</summary>
internal static class ReportFile
{
    /// <summary>Returns true if a path is a report file, not a folder.</summary>
    internal static bool IsReport(string path) => path.EndsWith(".html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes the HTML file to the output path or into the output folder; to a default path if no output is given.</summary>
    internal static void Write(Call call, Report report, string defaultPath)
    {
        string path = Path.GetFullPath(call.Output switch
        {
            null => defaultPath,
            { } output when IsReport(output) => output,
            { } folder => Path.Combine(folder, Path.GetFileName(IsReport(defaultPath) ? defaultPath : "report.html")),
        });
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (FileStream file = File.Create(path))
            HtmlReport.Write(report, file);
        call.Terminal.Error.WriteLine($"Report: {new Uri(path).AbsoluteUri}");
    }
}
