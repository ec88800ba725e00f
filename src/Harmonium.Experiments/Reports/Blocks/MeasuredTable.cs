using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Values;
using Harmonium.Experiments.Reports.Wording;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A table of measurements with the published values.</summary>
/// <param name="Caption">The caption, in the markup of <see cref="InlineText"/>.</param>
/// <param name="Rows">The rows, one per quantity.</param>
internal sealed record MeasuredTable(string Caption, IReadOnlyList<MeasuredRow> Rows) : ReportBlock
{
    /// <inheritdoc/>
    internal override IEnumerable<ReportTable> TablesIn(Language language) => [ToTable(language)];

    /// <summary>Returns the table as text: "met" is "✓ yes", "✗ no" or empty. The column of notes is omitted if there are none.</summary>
    public ReportTable ToTable(Language language = Language.English)
    {
        PageText words = ReportWords.In(language);
        TableColumn[] always =
        [
            new(words["quantity"]), new(words["measured"], Alignment.Right), new(words["published"], Alignment.Right), new(words["unit"]), new(words["met"]),
        ];
        bool notes = Rows.Any(row => row.Note is not null);
        TableColumn[] columns = notes ? [.. always, new TableColumn(words["note"])] : always;
        return new ReportTable(Caption, columns, [.. Rows.Select(row => notes ? [.. Cells(row, words), row.Note ?? ""] : Cells(row, words))]);
    }

    internal override void WriteTo(HtmlPage page) => page.Table(ToTable(page.Language));

    internal override void WriteTo(TextPage page) => page.Table(ToTable(page.Language));

    private static string UnitOf(MeasuredRow row, PageText words)
    {
        string unit = words.Or($"unit {row.Unit}", row.Unit);
        return row.Binarization is { } binarization ? $"{unit}, {words.Or($"binarization {binarization}", binarization)}" : unit;
    }

    private static string[] Cells(MeasuredRow row, PageText words) =>
    [
        row.Name,
        row.Measured.ToText(words.Language),
        row.Published?.ToText(words.Language) ?? "",
        UnitOf(row, words),
        row.Met is bool met ? met ? $"✓\u00A0{words["yes"]}" : $"✗\u00A0{words["no"]}" : "",
    ];
}
