using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A table of measurements with the published values.</summary>
/// <param name="Caption">The caption, in the markup of <see cref="InlineText"/>.</param>
/// <param name="Rows">The rows, one per quantity.</param>
internal sealed record MeasuredTable(string Caption, IReadOnlyList<MeasuredRow> Rows) : ReportBlock
{
    private static readonly TableColumn[] Always =
        [new("quantity"), new("measured", Alignment.Right), new("published", Alignment.Right), new("unit"), new("met")];

    /// <inheritdoc/>
    public override IEnumerable<ReportTable> Tables => [ToTable()];

    /// <summary>Returns the table as text: "met" is "✓ yes", "✗ no" or empty. The column of notes is omitted if there are none.</summary>
    public ReportTable ToTable()
    {
        bool notes = Rows.Any(row => row.Note is not null);
        TableColumn[] columns = notes ? [.. Always, new TableColumn("note")] : Always;
        return new ReportTable(Caption, columns, [.. Rows.Select(row => notes ? [.. Cells(row), row.Note ?? ""] : Cells(row))]);
    }

    internal override void WriteTo(HtmlPage page) => page.Table(ToTable());

    internal override void WriteTo(TextPage page) => page.Table(ToTable());

    private static string[] Cells(MeasuredRow row) =>
    [
        row.Name,
        row.Measured.ToString(),
        row.Published?.ToString() ?? "",
        row.Binarization is null ? row.Unit : $"{row.Unit}, {row.Binarization}",
        row.Met is bool met ? met ? "✓\u00A0yes" : "✗\u00A0no" : "",
    ];
}
