namespace Harmonium.Numerics.Differentiation;

/// <summary>
/// A value on a <see cref="Tape"/> and how it was made. What can be done with nodes is in the folder below, one operation per file: each
/// computes its value when it is made, and knows how to go <see cref="Backward"/>.
/// </summary>
public abstract class Node
{
    private Tensor? _value;
    private Tensor? _gradient;
    private States? _states;

    /// <param name="tape">Where it is written down.</param>
    /// <param name="value">Its value; null where <see cref="Late"/> makes it when it is asked for.</param>
    /// <param name="needsGradient">Whether it depends on a parameter.</param>
    private protected Node(Tape tape, Tensor? value, bool needsGradient)
    {
        Tape = tape;
        _value = value;
        NeedsGradient = needsGradient;
    }

    /// <summary>The value, valid until the tape is reset.</summary>
    public Tensor Value => _value ??= Late();

    /// <summary>Whether it depends on a parameter.</summary>
    public bool NeedsGradient { get; }

    internal Tape Tape { get; }

    internal Device Device => Tape.Device;

    /// <summary>Whether anything has been handed back to it.</summary>
    internal virtual bool HasGradient => _gradient is not null;

    /// <summary>Whether the value is worth looking through for zeros.</summary>
    private protected virtual bool IsOftenZero => false;

    /// <summary>The gradient of the result with respect to this value, which the operation may overwrite once it has arrived.</summary>
    private protected Tensor Gradient => _gradient!;

    /// <summary>The value as rows of a matrix, row i being row indices[i] of it, or row i itself where there are no indices.</summary>
    internal virtual (Tensor Rows, int[]? Indices) AsRows() => (Value, null);

    /// <summary>The value as what a layer of weights receives, in the representation that is multiplied fastest.</summary>
    internal States AsStates() => _states ??= IsOftenZero ? States.From(Value) : States.Dense(Value);

    /// <summary>Makes a value that was not made at once.</summary>
    private protected virtual Tensor Late() => throw new InvalidOperationException("This node has no value.");

    /// <summary>Hands the gradient on to what the value was made of.</summary>
    internal abstract void Backward();

    /// <summary>Where a share of the gradient goes: written there when it is the first, added (accumulate) when it is not.</summary>
    internal virtual Tensor Receive(out bool accumulate)
    {
        accumulate = _gradient is not null;
        return _gradient ??= Tape.Buffer(Value.Shape);
    }

    /// <summary>Takes leftᵀ · right as a share of the gradient.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <param name="mayWait">Whether neither side changes before the tape is reset.</param>
    internal virtual void ReceiveProduct(States left, Tensor right, bool mayWait)
    {
        Tensor into = Receive(out bool accumulate);
        left.MultiplyTransposed(right, into, accumulate);
    }

    /// <summary>Where a share of a part of the gradient is added.</summary>
    internal Tensor ReceivePart()
    {
        Tensor gradient = Receive(out bool accumulate);
        return accumulate ? gradient : gradient.Clear();
    }

    /// <summary>Takes a tensor that nobody needs any more as the gradient; false where there is one already.</summary>
    internal virtual bool Adopt(Tensor gradient)
    {
        if (_gradient is not null)
            return false;
        _gradient = gradient;
        return true;
    }
}
