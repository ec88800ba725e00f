namespace Harmonium.Data;

/// <summary>Recognizes files with one rating of an item by a user per line, by the names of their columns.</summary>
internal static class RatingsList
{
    private static readonly string[] _users = ["user", "userid", "username", "customer", "customerid", "reviewer", "reviewerid"];
    private static readonly string[] _items = ["item", "itemid", "movie", "movieid", "product", "productid", "book", "bookid", "isbn", "artist", "artistid"];
    private static readonly string[] _ratings = ["rating", "score", "stars", "overall"];

    /// <summary>Throws if the names of the columns are those of a list of ratings, which is not the data of a model.</summary>
    /// <exception cref="DataFileException">They are; the message says how to convert the file.</exception>
    internal static void Refuse(string path, IReadOnlyList<string> names)
    {
        if (PlacesOf(names) is not { } places)
            return;
        throw new DataFileException(path,
            $"has one rating per line ({Printable.Of(names[places.User])}, {Printable.Of(names[places.Item])}, {Printable.Of(names[places.Rating])}); a " +
            $"model of ratings needs one line per user and one column per item. Convert it with: harmonium data make ratings --data {path} --output " +
            "ratings.csv, and train with: harmonium train table-rbm --data ratings.csv --schema ratings.json");
    }

    /// <summary>Returns the places of the columns, counted from 0; null if the names are not those of a list of ratings.</summary>
    internal static (int User, int Item, int Rating)? PlacesOf(IReadOnlyList<string> names)
    {
        string[] plain = [.. names.Select(name => name.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal))];
        int Place(string[] known) => Array.FindIndex(plain, name => known.Contains(name, StringComparer.OrdinalIgnoreCase));
        (int user, int item, int rating) = (Place(_users), Place(_items), Place(_ratings));
        return user < 0 || item < 0 || rating < 0 ? null : (user, item, rating);
    }
}
