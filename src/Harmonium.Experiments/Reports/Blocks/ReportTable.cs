using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A table of words and numbers.</summary>
public sealed record ReportTable : ReportBlock
{
    /// <summary>A table.</summary>
    /// <param name="caption">What it shows, in the markup of <see cref="InlineText"/>.</param>
    /// <param name="columns">Its columns, at least one.</param>
    /// <param name="rows">Its rows, each with a cell for every column; cells are plain text, see <see cref="NumberText"/> for numbers.</param>
    /// <exception cref="ArgumentException">No columns, or a row with another number of cells.</exception>
    public ReportTable(string caption, IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (columns.Count == 0)
            throw new ArgumentException($"The table \"{caption}\" has no columns; it needs at least one.", nameof(columns));
        IReadOnlyList<string>? wrong = rows.FirstOrDefault(row => row.Count != columns.Count);
        if (wrong is not null)
            throw new ArgumentException($"The table \"{caption}\" has {columns.Count} columns, but the row \"{string.Join(" | ", wrong)}\" has {wrong.Count} " +
                "cells.", nameof(rows));
        (Caption, Columns, Rows) = (caption, columns, rows);
    }

    /// <summary>What it shows.</summary>
    public string Caption { get; }

    /// <summary>Its columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Its rows, each with a cell for every column.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <inheritdoc/>
    public override IEnumerable<ReportTable> Tables => [this];

    internal override void WriteTo(HtmlPage page) => page.Table(this);

    internal override void WriteTo(TextPage page) => page.Table(this);
}
