using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Recurrent;

/// <summary>What a recurrent layer sees at every step: the characters themselves, or the outputs of the layer below, step after step.</summary>
/// <param name="Steps">How many steps.</param>
/// <param name="Batch">How many sequences side by side.</param>
/// <param name="Codes">The characters, [steps · batch]; null above the first layer.</param>
/// <param name="Rows">The outputs below, [steps · batch, units]; null in the first layer.</param>
public readonly record struct SequenceInput(int Steps, int Batch, int[]? Codes, Node? Rows)
{
    /// <summary>x W + b of every step: a row of W for a character, a product else.</summary>
    public Node Project(Node weights, Node? bias)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Codes is { } codes ? weights.Lookup(codes, bias) : Rows!.Linear(weights, bias);
    }

    /// <summary>One step of a projection.</summary>
    public Node At(Node projected, int step)
    {
        ArgumentNullException.ThrowIfNull(projected);
        return projected.RowRange(step * Batch, Batch);
    }
}
