namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>Concatenates nodes along columns. Backward: each node receives its columns of the gradient.</summary>
internal sealed class Concatenation : Node
{
    private readonly IReadOnlyList<Node> _parts;

    internal Concatenation(IReadOnlyList<Node> parts)
        : base(Checked(parts)[0].Tape, parts[0].Tape.Buffer(parts[0].Value.Rows, parts.Sum(part => part.Value.Columns)), parts.Any(part => part.NeedsGradient))
    {
        _parts = parts;
        int start = 0;
        foreach (Node part in parts)
        {
            Device.CopyColumns(part.Value, 0, Value, start, part.Value.Columns, accumulate: false);
            start += part.Value.Columns;
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
                Device.CopyColumns(Gradient, start, into, 0, part.Value.Columns, accumulate);
            }

            start += part.Value.Columns;
        }
    }

    private static IReadOnlyList<Node> Checked(IReadOnlyList<Node> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
            throw new ArgumentException("Concatenate needs at least one node.", nameof(parts));
        if (parts.FirstOrDefault(part => part.Value.Rows != parts[0].Value.Rows) is { } other)
            throw new ArgumentException($"Concatenated nodes must have the same number of rows; these are {Tensor.Describe(parts[0].Value.Shape)} and " +
                $"{Tensor.Describe(other.Value.Shape)}.", nameof(parts));
        return parts;
    }
}
