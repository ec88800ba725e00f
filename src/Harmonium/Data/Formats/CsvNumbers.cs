using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Harmonium.Data.Streams;

namespace Harmonium.Data.Formats;

/// <summary>
/// The judgement of all readers of text files about what is a number. A number has a decimal point, or all numbers of the file have a decimal comma, or
/// groups of three digits. What a comma means is decided for the whole file: by all its numbers that can mean only one of the two.
/// </summary>
internal static partial class CsvNumbers
{
    // A float32 needs at most 9 digits; longer fields are no numbers with commas.
    private const int LongestWithComma = 64;
    private const int MatchMilliseconds = 1000;

    /// <summary>Returns true if a field is a number with a point, finite or not.</summary>
    internal static bool IsNumber(ReadOnlySpan<byte> field, out float number) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>Returns true if a field is a value and not a name: a number in any notation, a Boolean, or a missing value.</summary>
    internal static bool IsValue(ReadOnlySpan<byte> field) => field.IsEmpty || IsNumber(field, out _) || IsBoolean(field, out _) || HasComma(field)
        || MissingWords.Default.Contains(Encoding.UTF8.GetString(field));

    /// <summary>Returns true if a field is true or false, in any case.</summary>
    internal static bool IsBoolean(ReadOnlySpan<byte> field, out float value)
    {
        value = Ascii.EqualsIgnoreCase(field, "true"u8) ? 1 : 0;
        return value == 1 || Ascii.EqualsIgnoreCase(field, "false"u8);
    }

    /// <summary>Returns true if a field is a number with at least one comma.</summary>
    internal static bool HasComma(ReadOnlySpan<byte> field) =>
        field.Length <= LongestWithComma && field.Contains((byte)',') && Encoding.UTF8.GetString(field) is var text
        && (DecimalComma().IsMatch(text) || Thousands().IsMatch(text));

    /// <summary>Returns true if a field is a number with the given meaning of commas.</summary>
    internal static bool IsNumber(ReadOnlySpan<byte> field, CommaMeaning comma, out float number)
    {
        number = 0;
        if (comma == CommaMeaning.Unknown || field.Length > LongestWithComma)
            return false;
        string text = Encoding.UTF8.GetString(field);
        return comma switch
        {
            CommaMeaning.Decimal => DecimalComma().IsMatch(text)
                && float.TryParse(text.Replace(".", "").Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            CommaMeaning.Thousands => Thousands().IsMatch(text)
                && float.TryParse(text.Replace(",", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    /// <summary>Returns the meaning of the commas in the numbers of a file, by reading the whole file.</summary>
    internal static CommaMeaning MeaningIn(string path, byte separator, DataLimits limits)
    {
        using ByteSource source = ByteSource.Open(path, limits);
        LineReader lines = new(source, limits);
        long decimals = 0, thousands = 0, points = 0;
        while (lines.TryReadRecord(separator, out ReadOnlySpan<byte> record))
        {
            CsvFields fields = new(record, separator, path, lines.Line);
            while (fields.MoveNext())
            {
                if (!HasComma(fields.Current))
                {
                    points += fields.Current.Contains((byte)'.') && IsNumber(fields.Current, out _) ? 1 : 0;
                    continue;
                }

                string text = fields.Text;
                bool asDecimal = DecimalComma().IsMatch(text), asThousands = Thousands().IsMatch(text);
                decimals += asDecimal && !asThousands ? 1 : 0;
                thousands += asThousands && !asDecimal ? 1 : 0;
            }
        }

        return decimals > 0 && thousands == 0 && points == 0 ? CommaMeaning.Decimal
            : thousands > 0 && decimals == 0 ? CommaMeaning.Thousands
            : CommaMeaning.Unknown;
    }

    /// <summary>Returns a notice about how commas are read; null if there are none.</summary>
    internal static string? NoticeOf(CommaMeaning? comma) => comma switch
    {
        CommaMeaning.Decimal => "Numbers have a decimal comma: 0,5 is read as 0.5.",
        CommaMeaning.Thousands => "Numbers have commas between groups of three digits: 1,000.5 is read as 1000.5.",
        _ => null,
    };

    // Digits before the comma, in groups of three if there are points.
    [GeneratedRegex(@"^[+-]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]+([eE][+-]?[0-9]+)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex DecimalComma();

    // A leading zero does not begin a number of several groups.
    [GeneratedRegex(@"^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex Thousands();
}
