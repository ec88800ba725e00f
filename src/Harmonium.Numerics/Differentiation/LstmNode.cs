namespace Harmonium.Numerics.Differentiation;

/// <summary>The outputs of an LSTM over a sequence, with its final state.</summary>
internal abstract class LstmNode : Node
{
    private protected LstmNode(Node input, Tensor value, Tensor lastOutputs, Tensor lastCells, bool needsGradient)
        : base(input.Tape, value, needsGradient)
    {
        LastOutputs = lastOutputs;
        LastCells = lastCells;
    }

    /// <summary>The outputs h after the last step, [batch, units]. Valid until the tape is reset.</summary>
    public Tensor LastOutputs { get; }

    /// <summary>The cells c after the last step, [batch, units]. Valid until the tape is reset.</summary>
    public Tensor LastCells { get; }
}
