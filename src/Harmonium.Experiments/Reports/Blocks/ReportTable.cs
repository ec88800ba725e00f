using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A table of words and numbers.</summary>
internal sealed record ReportTable : ReportBlock
{
    /// <summary>Creates a table.</summary>
    /// <param name="caption">The caption, in the markup of <see cref="InlineText"/>.</param>
    /// <param name="columns">The columns, at least one.</param>
    /// <param name="rows">The rows, each with one cell per column. Cells are plain text; see <see cref="NumberText"/> for numbers.</param>
    /// <exception cref="ArgumentException">Thrown when there are no columns, or a row has a different number of cells.</exception>
    public ReportTable(string caption, IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (columns.Count == 0)
            throw new ArgumentException($"The table \"{caption}\" has no columns. It needs at least one.", nameof(columns));
        IReadOnlyList<string>? wrong = rows.FirstOrDefault(row => row.Count != columns.Count);
        if (wrong is not null)
            throw new ArgumentException($"The table \"{caption}\" has {columns.Count} columns, but the row \"{string.Join(" | ", wrong)}\" has {wrong.Count} " +
                "cells.", nameof(rows));
        (Caption, Columns, Rows) = (caption, columns, rows);
    }

    /// <summary>Gets the caption.</summary>
    public string Caption { get; }

    /// <summary>Gets the columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Gets the rows, each with one cell per column.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <inheritdoc/>
    internal override IEnumerable<ReportTable> TablesIn(Language language) => [this];

    internal override void WriteTo(HtmlPage page) => page.Table(this);

    internal override void WriteTo(TextPage page) => page.Table(this);
}
