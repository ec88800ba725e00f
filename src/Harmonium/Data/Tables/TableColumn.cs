namespace Harmonium.Data.Tables;

/// <summary>A column of a table as its schema describes it.</summary>
/// <param name="Name">Its name in the first line of a file.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Values">The words that its cells may hold: those of a categorical column, or no and yes, in this order; none for numbers.</param>
public sealed record TableColumn(string Name, ColumnKind Kind, IReadOnlyList<string> Values)
{
    /// <summary>Whether its cells are numbers rather than words.</summary>
    public bool IsNumeric => Kind is ColumnKind.Real or ColumnKind.Count;

    /// <summary>A column of numbers.</summary>
    public static TableColumn Real(string name) => new(name, ColumnKind.Real, []);

    /// <summary>A column of counts.</summary>
    public static TableColumn Count(string name) => new(name, ColumnKind.Count, []);

    /// <summary>A column of one of several words.</summary>
    public static TableColumn Categorical(string name, params IReadOnlyList<string> values) => new(name, ColumnKind.Categorical, values);

    /// <summary>A column of no and yes.</summary>
    public static TableColumn YesNo(string name, string no = "no", string yes = "yes") => new(name, ColumnKind.YesNo, [no, yes]);
}
