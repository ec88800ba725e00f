namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A block of a section, which writes itself to an HTML page and to a terminal.</summary>
internal abstract record ReportBlock
{
    private protected ReportBlock()
    {
    }

    /// <summary>Gets the tables in the block; most blocks have none.</summary>
    public virtual IEnumerable<ReportTable> Tables => [];

    internal abstract void WriteTo(HtmlPage page);

    internal abstract void WriteTo(TextPage page);
}
