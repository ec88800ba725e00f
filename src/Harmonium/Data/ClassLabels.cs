using System.Globalization;

namespace Harmonium.Data;

/// <summary>
/// The rules for labels, for all readers and commands. A label is a name: 1, 1.0 and 01 are the same class, and so are true and True. Classes that are
/// numbers are in the order of the numbers, others in ordinal order. A model maps the labels of other data to its classes by name, and refuses data with
/// a label that it does not know.
/// </summary>
internal static class ClassLabels
{
    // Beyond this bound not every whole number is a double.
    private const double WholeNumbers = 1e15;
    private const int ShownNames = 10;

    /// <summary>Fewer classes than this are not taken for a regression target.</summary>
    private const int FewClasses = 20;

    /// <summary>Returns the name of the class that a label stands for.</summary>
    internal static string NameOf(string label)
    {
        string text = label.Trim();
        if (IsNumber(text, out double number))
            return Math.Abs(number) >= WholeNumbers ? text : number == 0 ? "0" : number.ToString("R", CultureInfo.InvariantCulture);
        return text.Equals("true", StringComparison.OrdinalIgnoreCase) ? "True"
            : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? "False"
            : text;
    }

    /// <summary>
    /// Returns the names of classes in their order: by number if all are numbers, ordinal otherwise. Null if they are the numbers from 0 without gaps, which
    /// need no names.
    /// </summary>
    internal static IReadOnlyList<string>? InOrder(IReadOnlyCollection<string> names)
    {
        if (!names.All(name => IsNumber(name, out _)))
            return [.. names.Order(StringComparer.Ordinal)];
        string[] ordered = [.. names.OrderBy(name => double.Parse(name, CultureInfo.InvariantCulture)).ThenBy(name => name, StringComparer.Ordinal)];
        return ordered.Index().All(pair => pair.Item == pair.Index.ToString(CultureInfo.InvariantCulture)) ? null : ordered;
    }

    /// <summary>Returns the names of the classes of a data set; the numbers from 0 if they have no names.</summary>
    internal static IReadOnlyList<string> NamesOf(IReadOnlyList<string>? names, int classes) =>
        names ?? [.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Returns data with their labels as the classes of a model.</summary>
    /// <param name="data">The data; returned unchanged if they have no labels.</param>
    /// <param name="names">The names of the model's classes; null if they are numbers from 0.</param>
    /// <param name="classes">The number of the model's classes.</param>
    /// <exception cref="DataFileException">A label is not a class of the model. The message names it and the known classes.</exception>
    internal static Dataset Mapped(Dataset data, IReadOnlyList<string>? names, int classes)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Labels is not { } labels)
            return data;
        IReadOnlyList<string> own = NamesOf(data.ClassNames, data.Classes), known = NamesOf(names, classes);
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < known.Count; i++)
            places.TryAdd(NameOf(known[i]), i);
        for (int i = 0; i < known.Count; i++)
            places[known[i]] = i;
        int[] classOf = [.. own.Select(name => PlaceOf(name, places))];
        if (names is null && data.ClassNames is { } given && given.Count == classes && Array.TrueForAll(classOf, place => place < 0))
        {
            // The model file has no names, for example because another program wrote it.
            return data.Noting($"The model stores no names of its classes; they are taken in the order {ListOf(given)}.");
        }

        int[] counts = new int[own.Count];
        foreach (int label in labels)
            counts[label]++;
        int[] unknown = [.. Enumerable.Range(0, own.Count).Where(label => classOf[label] < 0 && counts[label] > 0)];
        if (unknown.Length > 0)
        {
            throw new DataFileException(data.Name,
                $"has {(unknown.Length == 1 ? "the unknown label" : "the unknown labels")} {ListOf([.. unknown.Select(label => own[label])])} in " +
                $"{unknown.Sum(label => counts[label])} of {labels.Length} examples; the classes of the model are {ListOf(known)}. Correct these labels, " +
                "remove these examples, or train with examples of these classes.");
        }

        return data.With([.. labels.Select(label => classOf[label])], names, names is null ? classes : 0);
    }

    /// <summary>
    /// Returns what is unusual about labels that look like the target of a regression; null if they look like classes. More than
    /// 20 classes look like a regression target if most of them are fractions or if they have fewer than two examples each.
    /// </summary>
    internal static string? Suspicion(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Labels is not { Length: > 0 } labels || data.Classes <= FewClasses)
            return null;
        int used = labels.Distinct().Count();
        string found = $"has {used} different labels in {labels.Length} examples, such as {data.ClassName(labels[0])}";
        return HasFractions(data) ? $"{found}: this looks like the target of a regression, not like classes."
            : used > FewClasses && used * 2 > labels.Length ? $"{found}: almost every example has a class of its own."
            : null;
    }

    /// <summary>Returns true if the labels are numbers of which most have a fraction.</summary>
    internal static bool HasFractions(Dataset data) => data.Classes > FewClasses && data.ClassNames is { } names
        && names.Count(name => IsNumber(name, out double number) && number != Math.Floor(number)) * 2 > names.Count;

    /// <summary>Returns names as a list for a message.</summary>
    internal static string ListOf(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(ShownNames).Select(name => Printable.Of(name))) + (names.Count > ShownNames ? $", … ({names.Count} in all)" : "");

    private static int PlaceOf(string name, Dictionary<string, int> places)
    {
        string key = NameOf(name);
        if (places.TryGetValue(name, out int place) || places.TryGetValue(key, out place))
            return place;
        // Booleans are saved as words by some programs and as numbers by others.
        string? alias = places.Count != 2 ? null : key switch { "True" => "1", "False" => "0", "1" => "True", "0" => "False", _ => null };
        return alias is not null && places.TryGetValue(alias, out place) ? place : -1;
    }

    private static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
