using Harmonium.Cli.Parsing;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Html;

namespace Harmonium.Cli.Trials;

/// <summary>Writes a report where the user wants it, and says how to open it.</summary>
internal static class ReportFile
{
    /// <summary>Whether a path names a report, rather than a folder.</summary>
    internal static bool IsReport(string path) => path.EndsWith(".html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes the HTML file: to the output if it names one, into the folder if it names that, else to the usual place.</summary>
    internal static void Write(Call call, Report report, string usual)
    {
        string path = Path.GetFullPath(call.Output switch
        {
            null => usual,
            { } output when IsReport(output) => output,
            { } folder => Path.Combine(folder, Path.GetFileName(IsReport(usual) ? usual : "report.html")),
        });
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (FileStream file = File.Create(path))
            HtmlReport.Write(report, file);
        call.Terminal.Error.WriteLine($"Report: {new Uri(path).AbsoluteUri}");
    }
}
