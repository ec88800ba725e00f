using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Recurrent;

/// <summary>The input sequence of a recurrent layer: the characters, or the outputs of the layer below, step by step.</summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="Batch">The number of sequences.</param>
/// <param name="Codes">The characters, [steps · batch]; null above the first layer.</param>
/// <param name="Rows">The outputs below, [steps · batch, units]; null in the first layer.</param>
internal readonly record struct SequenceInput(int Steps, int Batch, int[]? Codes, Node? Rows)
{
    /// <summary>Returns x W + b of every step. For a character this is a row of W.</summary>
    public Node Project(Node weights, Node? bias)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Codes is { } codes ? weights.Lookup(codes, bias) : Rows!.Linear(weights, bias);
    }

    /// <summary>Returns one step of a projection.</summary>
    public Node At(Node projected, int step)
    {
        ArgumentNullException.ThrowIfNull(projected);
        return projected.RowRange(step * Batch, Batch);
    }
}
