using System.Collections;

namespace Harmonium.Cli.Output;

/// <summary>A list of names and values, written in two columns.</summary>
internal sealed class Facts(TextWriter writer) : IEnumerable<(string Name, string Value)>
{
    private readonly List<(string Name, string Value)> _rows = [];

    /// <inheritdoc/>
    public IEnumerator<(string Name, string Value)> GetEnumerator() => _rows.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds a row.</summary>
    internal void Add(string name, string value) => _rows.Add((name, value));

    /// <summary>Writes all rows.</summary>
    internal void Write()
    {
        int width = _rows.Count == 0 ? 0 : _rows.Max(row => row.Name.Length);
        foreach ((string name, string value) in _rows)
            writer.WriteLine($"{name.PadRight(width)}  {value}");
    }
}
