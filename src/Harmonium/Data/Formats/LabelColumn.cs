namespace Harmonium.Data.Formats;

/// <summary>Collects the labels of a file while it is read, and numbers their classes as <see cref="ClassLabels"/> says.</summary>
internal sealed class LabelColumn(DataLimits limits)
{
    private readonly Dictionary<string, int> _ids = [];
    private readonly Dictionary<string, int> _classes = [];
    private readonly List<int> _rows = [];

    /// <summary>Adds the label of the next example.</summary>
    internal void Add(string label, string file, long? line = null, int? column = null)
    {
        if (!_ids.TryGetValue(label, out int id))
        {
            string name = ClassLabels.NameOf(label);
            if (name.Length == 0 || name.Equals("nan", StringComparison.OrdinalIgnoreCase))
                throw new DataFileException(file,
                    $"{(name.Length == 0 ? "is empty" : $"contains “{name}”")}{(line is null ? $" as the label of example {_rows.Count}" : "")}; every " +
                    "example needs a label. Fill in the label, or remove the example.", line, column);
            if (!_classes.TryGetValue(name, out id))
            {
                if (_classes.Count == limits.MaximumClasses)
                    throw new DataFileException(file,
                        $"has more than {limits.MaximumClasses} different labels; the next is “{Printable.Of(label)}”. Check that this is the label " +
                        "column.", line, column);
                id = _classes.Count;
                _classes.Add(name, id);
            }

            // A file may spell one class in many ways, such as 1.0, 1.00, …
            if (_ids.Count < 2 * limits.MaximumClasses)
                _ids.Add(label, id);
        }

        _rows.Add(id);
    }

    /// <summary>Returns the class of every example, and the names of the classes; null for the numbers from 0.</summary>
    internal (int[] Labels, IReadOnlyList<string>? Names) Finish()
    {
        IReadOnlyList<string>? names = ClassLabels.InOrder(_classes.Keys);
        IReadOnlyList<string> ordered = ClassLabels.NamesOf(names, _classes.Count);
        int[] places = new int[_classes.Count];
        for (int i = 0; i < ordered.Count; i++)
            places[_classes[ordered[i]]] = i;
        return ([.. _rows.Select(id => places[id])], names);
    }
}
