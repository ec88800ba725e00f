namespace Harmonium.Data.Tables;

/// <summary>A column of a table schema.</summary>
/// <param name="Name">The column's name in the header of a file.</param>
/// <param name="Kind">The kind of the column.</param>
/// <param name="Values">The words that the cells may contain: those of a categorical column, or no and yes in this order; none for numbers.</param>
public sealed record TableColumn(string Name, ColumnKind Kind, IReadOnlyList<string> Values)
{
    /// <summary>True if the cells are numbers rather than words.</summary>
    public bool IsNumeric => Kind is ColumnKind.Real or ColumnKind.Count;

    /// <summary>Creates a column of real numbers.</summary>
    public static TableColumn Real(string name) => new(name, ColumnKind.Real, []);

    /// <summary>Creates a column of counts.</summary>
    public static TableColumn Count(string name) => new(name, ColumnKind.Count, []);

    /// <summary>Creates a categorical column.</summary>
    public static TableColumn Categorical(string name, params IReadOnlyList<string> values) => new(name, ColumnKind.Categorical, values);

    /// <summary>Creates a yes-no column.</summary>
    public static TableColumn YesNo(string name, string no = "no", string yes = "yes") => new(name, ColumnKind.YesNo, [no, yes]);
}
