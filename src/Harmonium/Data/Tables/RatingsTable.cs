using System.Globalization;
using Harmonium.Data.Formats;
using Harmonium.Numerics;

namespace Harmonium.Data.Tables;

/// <summary>
/// Ratings of items by users. A file with one rating per line becomes a table with one row per user and one categorical column per item, whose words are the
/// ratings; what a user did not rate is missing (Salakhutdinov, Mnih, Hinton 2007).
/// </summary>
internal static class RatingsTable
{
    /// <summary>The name of the conversion in <c>harmonium data make</c>.</summary>
    internal const string Name = "ratings";

    /// <summary>The default largest number of items.</summary>
    internal const int DefaultItems = 200;

    // A table of ratings has at least so many columns, values and missing cells.
    private const int LeastColumns = 5;
    private const int MostRatings = 21;
    private const double LeastMissing = 0.3;
    private const double LargestRating = 10;

    /// <summary>Reads a file with one rating per line as a table of users and items. The last rating of an item by a user counts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The limits on the size of the file.</param>
    /// <param name="mostItems">The largest number of items; the ones with the most ratings are kept.</param>
    /// <exception cref="DataFileException">The file cannot be read, or does not hold such ratings.</exception>
    internal static Table Read(string path, DataLimits limits, int mostItems)
    {
        using TableLines lines = new(path, limits);
        (int user, int item, int rating) = RatingsList.PlacesOf(lines.Names) ?? throw new DataFileException(path,
            $"has no columns with the names of users, items and ratings, such as userId, movieId and rating; its columns are " +
            $"{ClassLabels.ListOf(lines.Names)}.",
            1);
        Dictionary<string, Dictionary<string, string>> users = new(StringComparer.Ordinal);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            string[] words = ["", "", ""];
            CsvFields fields = lines.FieldsOf(line);
            while (fields.MoveNext() && fields.Column <= lines.Names.Count)
            {
                int place = Array.IndexOf([user, item, rating], fields.Column - 1);
                if (place >= 0)
                    words[place] = fields.Text;
                if (place == 2 && !CsvNumbers.IsNumber(fields.Current, out _))
                    throw new DataFileException(path, $"contains the rating “{Printable.Of(fields.Text)}”; expected a number.", lines.Line, fields.Column);
            }

            lines.RequireWhole(fields);
            if (!users.TryGetValue(words[0], out Dictionary<string, string>? ratings))
                users.Add(words[0], ratings = new(StringComparer.Ordinal));
            ratings[words[1]] = words[2];
        }

        return Pivot(path, users, mostItems);
    }

    /// <summary>
    /// Returns the columns of a table that looks like ratings, with a third or more of its cells missing and few whole or half numbers of at most 10, as
    /// categorical columns; null if it does not.
    /// </summary>
    /// <param name="columns">The name of every column, its words, and whether they are numbers.</param>
    /// <param name="missingShare">The fraction of missing cells.</param>
    internal static TableColumn[]? Recognize(IReadOnlyList<(string Name, IReadOnlyCollection<string> Words, bool Numbers)> columns, double missingShare)
    {
        if (columns.Count < LeastColumns || missingShare < LeastMissing || columns.Any(column => !column.Numbers || column.Words.Count == 0))
            return null;
        string[] words = [.. columns.SelectMany(column => column.Words).Distinct(StringComparer.Ordinal)];
        if (words.Length is < 3 or > MostRatings)
            return null;
        double[] numbers = [.. words.Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        if (numbers.Distinct().Count() < words.Length || numbers.Any(number => !(number >= 0 && number <= LargestRating && double.IsInteger(2 * number))))
            return null;
        Array.Sort(numbers, words);
        return [.. columns.Select(column => TableColumn.Categorical(column.Name, words))];
    }

    private static Table Pivot(string path, Dictionary<string, Dictionary<string, string>> users, int mostItems)
    {
        string[] items = [.. users.Values.SelectMany(ratings => ratings.Keys).CountBy(item => item).OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(mostItems).Select(pair => pair.Key)];
        string[] words = [.. users.Values.SelectMany(ratings => ratings.Values).Distinct(StringComparer.Ordinal)
            .OrderBy(word => double.Parse(word, CultureInfo.InvariantCulture))];
        string[] raters = [.. users.Where(user => items.Any(user.Value.ContainsKey)).Select(user => user.Key)];
        if (words.Length is < 2 or > TableSchema.MaximumValues)
            throw new DataFileException(path, $"has {words.Length} different ratings; expected 2 to {TableSchema.MaximumValues}.");
        Tensor cells = Tensor.Filled(float.NaN, raters.Length, items.Length);
        for (int row = 0; row < raters.Length; row++)
        {
            for (int column = 0; column < items.Length; column++)
            {
                if (users[raters[row]].TryGetValue(items[column], out string? rating))
                    cells[row, column] = Array.IndexOf(words, rating);
            }
        }

        return new Table(Name, new TableSchema([.. items.Select(item => TableColumn.Categorical($"item {item}", words))]), cells)
        {
            RowIds = new RowIds("id", raters),
        };
    }
}
