namespace Harmonium.Numerics.Differentiation;

/// <summary>The outputs of a sequence of long short-term memory, with the state that it ends in.</summary>
public abstract class MemoryNode : Node
{
    private protected MemoryNode(Node input, Tensor value, Tensor lastOutputs, Tensor lastCells, bool needsGradient)
        : base(input.Tape, value, needsGradient)
    {
        LastOutputs = lastOutputs;
        LastCells = lastCells;
    }

    /// <summary>h after the last step, [batch, units]; valid until the tape is reset.</summary>
    public Tensor LastOutputs { get; }

    /// <summary>c after the last step, [batch, units]; valid until the tape is reset.</summary>
    public Tensor LastCells { get; }
}
