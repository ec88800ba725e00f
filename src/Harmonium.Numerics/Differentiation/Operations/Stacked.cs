namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>Stacks nodes along rows. Backward: each node receives its rows of the gradient.</summary>
internal sealed class Stacked : Node
{
    private readonly IReadOnlyList<Node> _parts;

    internal Stacked(IReadOnlyList<Node> parts)
        : base(Checked(parts)[0].Tape, parts[0].Tape.Buffer(parts.Sum(part => part.Value.Rows), parts[0].Value.Columns), parts.Any(part => part.NeedsGradient))
    {
        _parts = parts;
        int start = 0;
        foreach (Node part in parts)
        {
            Device.CopyColumns(part.Value, 0, Value.RowRange(start, part.Value.Rows), 0, Value.Columns, accumulate: false);
            start += part.Value.Rows;
        }

        Tape.Write(this);
    }

    internal override void Backward()
    {
        int start = 0;
        foreach (Node part in _parts)
        {
            if (part.NeedsGradient)
            {
                Tensor into = part.Receive(out bool accumulate);
                Device.CopyColumns(Gradient.RowRange(start, part.Value.Rows), 0, into, 0, Value.Columns, accumulate);
            }

            start += part.Value.Rows;
        }
    }

    private static IReadOnlyList<Node> Checked(IReadOnlyList<Node> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
            throw new ArgumentException("Stack needs at least one node.", nameof(parts));
        if (parts.FirstOrDefault(part => part.Value.Columns != parts[0].Value.Columns) is { } other)
            throw new ArgumentException($"Stacked nodes must have the same number of columns; these are {Tensor.Describe(parts[0].Value.Shape)} and " +
                $"{Tensor.Describe(other.Value.Shape)}.", nameof(parts));
        return parts;
    }
}
