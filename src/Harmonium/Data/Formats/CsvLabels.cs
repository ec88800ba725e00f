namespace Harmonium.Data.Formats;

/// <summary>The labels of a CSV file as they arrive: class numbers where all are whole numbers from 0, else names.</summary>
internal sealed class CsvLabels(DataLimits limits)
{
    private readonly Dictionary<string, int> _seen = [];
    private readonly List<int> _rows = [];

    /// <summary>Takes the label of the next example.</summary>
    internal void Add(string label, string file, long line, int column)
    {
        if (label.Length == 0)
            throw new DataFileException(file, "is empty; every example needs a label.", line, column);
        if (!_seen.TryGetValue(label, out int id))
        {
            if (_seen.Count == limits.MaximumClasses)
                throw new DataFileException(file,
                    $"holds “{Printable.Of(label)}”, a label more than the limit of {limits.MaximumClasses} classes. Check that this is the column of " +
                    "labels.", line, column);
            id = _seen.Count;
            _seen.Add(label, id);
        }

        _rows.Add(id);
    }

    /// <summary>The class of every example, and the names of the classes in ordinal order where they are names.</summary>
    internal (int[] Labels, IReadOnlyList<string>? Names) Finish()
    {
        int[] classes = new int[_seen.Count];
        bool numbers = true;
        foreach ((string label, int id) in _seen)
        {
            numbers &= int.TryParse(label, System.Globalization.NumberStyles.None, null, out int number) && number < limits.MaximumClasses;
            classes[id] = number;
        }

        if (numbers)
            return ([.. _rows.Select(id => classes[id])], null);
        string[] names = [.. _seen.Keys.Order(StringComparer.Ordinal)];
        for (int i = 0; i < names.Length; i++)
            classes[_seen[names[i]]] = i;
        return ([.. _rows.Select(id => classes[id])], names);
    }
}
