namespace Harmonium.Data.Formats;

/// <summary>Collects the labels of a CSV file while it is read: class numbers if all are whole numbers from 0, class names otherwise.</summary>
internal sealed class CsvLabels(DataLimits limits)
{
    private readonly Dictionary<string, int> _seen = [];
    private readonly List<int> _rows = [];

    /// <summary>Adds the label of the next example.</summary>
    internal void Add(string label, string file, long line, int column)
    {
        if (label.Length == 0)
            throw new DataFileException(file, "is empty; every example needs a label.", line, column);
        if (!_seen.TryGetValue(label, out int id))
        {
            if (_seen.Count == limits.MaximumClasses)
                throw new DataFileException(file,
                    $"contains “{Printable.Of(label)}”, which exceeds the limit of {limits.MaximumClasses} classes. Check that this is the column of " +
                    "labels.", line, column);
            id = _seen.Count;
            _seen.Add(label, id);
        }

        _rows.Add(id);
    }

    /// <summary>Returns the class of every example, and the class names in ordinal order if the labels are names.</summary>
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
