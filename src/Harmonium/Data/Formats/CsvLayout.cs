using System.Globalization;

namespace Harmonium.Data.Formats;

/// <summary>The layout found in the first lines of a CSV file: the separator, the names of the columns, and the label column.</summary>
/// <param name="Separator">The separator.</param>
/// <param name="Fields">The number of fields per line.</param>
/// <param name="Names">The names in the header, one per field; null without a header.</param>
/// <param name="LabelField">The field of the labels, counted from 1; null for none.</param>
/// <param name="Notices">Notices for the user about how the file is read.</param>
internal sealed record CsvLayout(byte Separator, int Fields, IReadOnlyList<string>? Names, int? LabelField, IReadOnlyList<string> Notices)
{
    /// <summary>At least as many numbers that count from 0 are a header; two could be an example of binary data.</summary>
    private const int CountingColumns = 3;

    private static readonly string[] _usualLabelNames = ["label", "class"];

    /// <summary>True if the name of the first field allows that its cells are the ids of the rows.</summary>
    internal bool MayHaveIds { get; private init; }

    /// <summary>Determines the layout from the first line, the second if there is one, and the options.</summary>
    internal static CsvLayout Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, string path, DataOptions options)
    {
        byte separator = SeparatorOf(first);
        List<string> names = [];
        List<bool> areNumbers = [];
        CsvFields fields = new(first, separator, path, 1);
        while (fields.MoveNext())
        {
            names.Add(fields.Text);
            areNumbers.Add(CsvNumbers.IsValue(fields.Current));
        }

        List<string> notices = [];
        if (names.Count > 1 && names[^1].Length == 0)
        {
            names.RemoveAt(names.Count - 1);
            notices.Add("The first line ends with a separator; the empty column after it is not used.");
        }

        int? label = LabelFieldOf(names, path, options);
        bool words = false;
        for (int i = 0; i < names.Count; i++)
            words |= !areNumbers[i] && i + 1 != label;
        bool counts = !words && CountsColumns(names, second, separator, path);
        bool header = options.Header ?? (words || counts || (label is int field && names[field - 1] == options.Labels));
        if (counts && options.Header is null)
            notices.Add("The first line counts the columns from 0, so it is read as their names. If it is an example, set header to no.");
        if (header && label is null)
        {
            int named = names.FindIndex(name => _usualLabelNames.Contains(name, StringComparer.OrdinalIgnoreCase));
            label = named < 0 ? null : named + 1;
        }

        if (label is not null && names.Count == 1)
            throw new DataFileException(path, "has no column besides the labels.", 1);
        if (label is int at)
            notices.Add($"Labels are read from column {at} ({(header ? Printable.Of(names[at - 1]) : "without a name")}).");
        return new CsvLayout(separator, names.Count, header ? names : null, label, notices)
        {
            MayHaveIds = header && names.Count > 1 && label != 1 && RowIds.MayName(names[0]) && options.KnownWords?.Contains(names[0]) != true,
        };
    }

    /// <summary>
    /// Returns true if the names count from 0, as pandas names the columns of an array, and the second line does not: it has a fraction, or there are enough
    /// names. The first name may be empty, above an index of the rows.
    /// </summary>
    private static bool CountsColumns(List<string> names, ReadOnlySpan<byte> second, byte separator, string path)
    {
        int first = names.Count > 0 && names[0].Length == 0 ? 1 : 0;
        int count = names.Count - first;
        for (int i = 0; i < count; i++)
        {
            if (names[first + i] != i.ToString(CultureInfo.InvariantCulture))
                return false;
        }

        if (count < 1 || second.IsEmpty)
            return false;
        bool fraction = false, same = true;
        CsvFields fields = new(second, separator, path, 2);
        while (fields.MoveNext())
        {
            if (!CsvNumbers.IsNumber(fields.Current, out float number))
                continue;
            fraction |= number != MathF.Floor(number);
            same &= fields.Column > names.Count || fields.Text == names[fields.Column - 1];
        }

        return !same && (first > 0 || fraction || count >= CountingColumns);
    }

    /// <summary>Returns the number, counted from 1, of the field that the options name or number.</summary>
    private static int? LabelFieldOf(List<string> names, string path, DataOptions options)
    {
        if (options.Labels is null)
            return null;
        int named = options.Header == false ? -1 : names.IndexOf(options.Labels);
        if (named >= 0 && names.LastIndexOf(options.Labels) != named)
            throw new DataFileException(path, $"has two columns “{Printable.Of(options.Labels)}”. Give the number of the label column, counted from 0.", 1);
        // A number that also occurs in the first line of a file without a header is a column number.
        if (int.TryParse(options.Labels, NumberStyles.AllowLeadingSign, null, out int index))
        {
            int field = index < 0 ? names.Count + index : index;
            if (field >= 0 && field < names.Count)
                return field + 1;
            throw new DataFileException(path, $"has {names.Count} columns; there is no column {index}. Columns are counted from 0, or backward from −1.", 1);
        }

        if (named >= 0)
            return named + 1;
        if (options.LabelsMayBeAbsent)
            return null;
        throw new DataFileException(path, $"has no column “{Printable.Of(options.Labels)}”; its columns are {ClassLabels.ListOf(names)}.", 1);
    }

    /// <summary>Returns the separator of the first line.</summary>
    internal static byte SeparatorOf(ReadOnlySpan<byte> line)
    {
        foreach (byte candidate in "\t;, "u8)
        {
            bool quoted = false;
            foreach (byte value in line.Trim((byte)' '))
            {
                quoted ^= value == (byte)'"';
                if (!quoted && value == candidate)
                    return candidate;
            }
        }

        return (byte)',';
    }
}
