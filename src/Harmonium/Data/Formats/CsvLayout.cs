using System.Globalization;

namespace Harmonium.Data.Formats;

/// <summary>What the first line of a CSV file tells: the separator, the number of fields, whether it is a line of names, and where the labels stand.</summary>
internal sealed record CsvLayout(byte Separator, int Fields, bool HasHeader, int? LabelField, string LabelName)
{
    private static readonly string[] UsualLabelNames = ["label", "class"];

    /// <summary>Works out the layout from the first line and what the user said.</summary>
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
            int usual = names.FindIndex(name => UsualLabelNames.Contains(name, StringComparer.OrdinalIgnoreCase));
            label = usual < 0 ? null : usual + 1;
        }

        if (label is not null && names.Count == 1)
            throw new DataFileException(path, "has no column beside that of the labels.", 1);
        return new CsvLayout(separator, names.Count, header, label, header && label is int at ? Printable.Of(names[at - 1]) : "without a name");
    }

    /// <summary>The field, from 1, that the user named or numbered.</summary>
    private static int? LabelFieldOf(List<string> names, string path, DataOptions options)
    {
        if (options.Labels is null)
            return null;
        int named = options.Header == false ? -1 : names.IndexOf(options.Labels);
        if (named >= 0 && names.LastIndexOf(options.Labels) != named)
            throw new DataFileException(path, $"has two columns “{Printable.Of(options.Labels)}”. Give the number of the column of labels, from 0.", 1);
        // A number that happens to stand in the first line of a file without names is a number.
        if (int.TryParse(options.Labels, NumberStyles.AllowLeadingSign, null, out int index))
        {
            int field = index < 0 ? names.Count + index : index;
            if (field >= 0 && field < names.Count)
                return field + 1;
            throw new DataFileException(path, $"has {names.Count} columns; there is no column {index}. Columns are counted from 0, or from −1 backward.", 1);
        }

        if (named >= 0)
            return named + 1;
        string known = string.Join(", ", names.Take(8).Select(name => Printable.Of(name))) + (names.Count > 8 ? ", …" : "");
        throw new DataFileException(path, $"has no column “{Printable.Of(options.Labels)}”; its first line is {known}.", 1);
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
