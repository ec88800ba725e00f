namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>One piece of a section, which knows how it looks on a page and in a terminal.</summary>
public abstract record ReportBlock
{
    private protected ReportBlock()
    {
    }

    /// <summary>The tables in it; most blocks have none.</summary>
    public virtual IEnumerable<ReportTable> Tables => [];

    internal abstract void WriteTo(HtmlPage page);

    internal abstract void WriteTo(TextPage page);
}
