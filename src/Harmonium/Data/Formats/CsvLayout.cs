using System.Globalization;

namespace Harmonium.Data.Formats;

/// <summary>The layout found in the first line of a CSV file: the separator, the number of fields, whether it is a header, and the label column.</summary>
internal sealed record CsvLayout(byte Separator, int Fields, bool HasHeader, int? LabelField, string LabelName)
{
    private static readonly string[] UsualLabelNames = ["label", "class"];

    /// <summary>Determines the layout from the first line and the options.</summary>
    internal static CsvLayout Of(ReadOnlySpan<byte> first, string path, DataOptions options)
    {
        byte separator = SeparatorOf(first);
        List<string> names = [];
        List<bool> areNumbers = [];
        CsvFields fields = new(first, separator, path, 1);
        while (fields.MoveNext())
        {
            names.Add(fields.Text);
            areNumbers.Add(fields.Current.IsEmpty || CsvFields.IsNumber(fields.Current, out _));
        }

        int? label = LabelFieldOf(names, path, options);
        bool words = false;
        for (int i = 0; i < names.Count; i++)
            words |= !areNumbers[i] && i + 1 != label;
        bool header = options.Header ?? (words || (label is int field && names[field - 1] == options.Labels));
        if (header && label is null)
        {
            int named = names.FindIndex(name => UsualLabelNames.Contains(name, StringComparer.OrdinalIgnoreCase));
            label = named < 0 ? null : named + 1;
        }

        if (label is not null && names.Count == 1)
            throw new DataFileException(path, "has no column besides the labels.", 1);
        return new CsvLayout(separator, names.Count, header, label, header && label is int at ? Printable.Of(names[at - 1]) : "without a name");
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
        string known = string.Join(", ", names.Take(8).Select(name => Printable.Of(name))) + (names.Count > 8 ? ", …" : "");
        throw new DataFileException(path, $"has no column “{Printable.Of(options.Labels)}”; its columns are {known}.", 1);
    }

    private static byte SeparatorOf(ReadOnlySpan<byte> line)
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
