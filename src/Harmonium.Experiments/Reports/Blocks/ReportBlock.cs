using System.Text.Json.Serialization;
using Harmonium.Experiments.Reports.Languages;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A block of a section, which writes itself to an HTML page and to a terminal. Kept reports are JSON, so every type has a name there.</summary>
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Formula), "formula")]
[JsonDerivedType(typeof(ReportFigure), "figure")]
[JsonDerivedType(typeof(FigureRow), "figures")]
[JsonDerivedType(typeof(ReportTable), "table")]
[JsonDerivedType(typeof(MeasuredTable), "measurements")]
[JsonDerivedType(typeof(FactList), "facts")]
[JsonDerivedType(typeof(ItemList), "items")]
[JsonDerivedType(typeof(ProgramCode), "code")]
internal abstract record ReportBlock
{
    private protected ReportBlock()
    {
    }

    /// <summary>Returns the tables in the block in a language; most blocks have none.</summary>
    internal virtual IEnumerable<ReportTable> TablesIn(Language language) => [];

    internal abstract void WriteTo(HtmlPage page);

    internal abstract void WriteTo(TextPage page);
}
