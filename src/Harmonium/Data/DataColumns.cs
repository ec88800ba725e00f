using Harmonium.Numerics;

namespace Harmonium.Data;

/// <summary>
/// The rules for the names of columns, for all readers and commands. Where both the training data and other data name their columns, columns are matched
/// by name: another order is rearranged, and missing or additional columns are refused. Otherwise columns are matched by position.
/// </summary>
internal static class DataColumns
{
    private const int RowsAtOnce = 1000;

    /// <summary>Returns data with their columns in the order of a model.</summary>
    /// <param name="data">The data.</param>
    /// <param name="names">The names of the model's columns; null if it has none.</param>
    /// <exception cref="DataFileException">The data lack columns of the model, or have others. The message names them.</exception>
    internal static Dataset Arranged(Dataset data, IReadOnlyList<string>? names)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (names is null)
            return data;
        if (data.ColumnNames is not { } own)
        {
            return data.Examples.Columns != names.Count ? data
                : data.Noting($"The data have no names of columns; they are taken in the order of the training data: {ClassLabels.ListOf(names)}.");
        }

        if (own.SequenceEqual(names, StringComparer.Ordinal))
            return data;
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < own.Count; i++)
            places[own[i]] = i;
        string[] missing = [.. names.Where(name => !places.ContainsKey(name))], additional = [.. own.Except(names, StringComparer.Ordinal)];
        if (missing.Length > 0 || additional.Length > 0)
        {
            string found = missing.Length == 0 ? $"has {Columns(additional)}, which the training data did not have"
                : additional.Length == 0 ? $"lacks {Columns(missing)} of the training data"
                : $"lacks {Columns(missing)} of the training data, and has {Columns(additional)} instead";
            throw new DataFileException(data.Name,
                $"{found}; the columns of the model are {ClassLabels.ListOf(names)}. Use data with these columns, in any order.");
        }

        int[] from = [.. names.Select(name => places[name])];
        return data.With(Rearranged(data.Examples, from), data.Shape, names)
            .Noting($"The columns are in another order than in the training data; they are matched by name: {ClassLabels.ListOf(names)}.");
    }

    /// <summary>Returns names, or null if they cannot identify columns because one occurs twice.</summary>
    internal static IReadOnlyList<string>? Unique(IReadOnlyList<string> names) =>
        names.Distinct(StringComparer.Ordinal).Count() == names.Count ? names : null;

    private static string Columns(string[] names) => $"the {(names.Length == 1 ? "column" : "columns")} {ClassLabels.ListOf(names)}";

    private static FloatExamples Rearranged(Examples examples, int[] from)
    {
        Tensor all = Tensor.Zeros(Math.Max(1, examples.Count), from.Length);
        for (int first = 0; first < examples.Count; first += RowsAtOnce)
        {
            Tensor some = examples.Rows([.. Enumerable.Range(first, Math.Min(RowsAtOnce, examples.Count - first))]);
            for (int row = 0; row < some.Rows; row++)
            {
                ReadOnlySpan<float> given = some.Row(row);
                Span<float> arranged = all.Row(first + row);
                for (int column = 0; column < from.Length; column++)
                    arranged[column] = given[from[column]];
            }
        }

        return new FloatExamples(examples.Count == all.Rows ? all : all.RowRange(0, examples.Count));
    }
}
