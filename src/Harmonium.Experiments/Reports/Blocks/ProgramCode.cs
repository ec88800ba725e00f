namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>Lines of a program.</summary>
/// <param name="Text">The lines.</param>
/// <param name="Name">The name of the programming language, for screen readers.</param>
internal sealed record ProgramCode(string Text, string Name) : ReportBlock
{
    internal override void WriteTo(HtmlPage page) => page.Code(Text, Name);

    internal override void WriteTo(TextPage page)
    {
        foreach (string line in Text.Split('\n'))
            page.Line($"    {line}");
        page.Line();
    }
}
