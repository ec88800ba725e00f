namespace Harmonium.Numerics.Differentiation;

/// <summary>
/// A value on a <see cref="Tape"/> and the operation that computed it.
/// The operations are in the Operations folder, one per file. Each computes its value when it is created, and its gradient in <see cref="Backward"/>.
/// </summary>
internal abstract class Node
{
    private Tensor? _value;
    private Tensor? _gradient;
    private States? _states;

    /// <param name="tape">The tape that records the node.</param>
    /// <param name="value">The value; null if <see cref="Late"/> computes it on first use.</param>
    /// <param name="needsGradient">True if it depends on a parameter.</param>
    private protected Node(Tape tape, Tensor? value, bool needsGradient)
    {
        Tape = tape;
        _value = value;
        NeedsGradient = needsGradient;
    }

    /// <summary>The value. Valid until the tape is reset.</summary>
    public Tensor Value => _value ??= Late();

    /// <summary>True if it depends on a parameter.</summary>
    public bool NeedsGradient { get; }

    internal Tape Tape { get; }

    internal Device Device => Tape.Device;

    /// <summary>True if a gradient has arrived.</summary>
    internal virtual bool HasGradient => _gradient is not null;

    /// <summary>True if the value may contain many zeros, so that a search for them pays.</summary>
    private protected virtual bool IsOftenZero => false;

    /// <summary>The gradient of the result with respect to this value. The operation may overwrite it once it is complete.</summary>
    private protected Tensor Gradient => _gradient!;

    /// <summary>The value as rows of a matrix: row i is row indices[i], or row i without indices.</summary>
    internal virtual (Tensor Rows, int[]? Indices) AsRows() => (Value, null);

    /// <summary>The value as the input of a linear layer, in the representation that multiplies fastest.</summary>
    internal States AsStates() => _states ??= IsOftenZero ? States.From(Value) : States.Dense(Value);

    /// <summary>Computes a value that was deferred.</summary>
    private protected virtual Tensor Late() => throw new InvalidOperationException("This node has no value.");

    /// <summary>Propagates the gradient to the inputs.</summary>
    internal abstract void Backward();

    /// <summary>
    /// Returns the buffer for a contribution to the gradient: to be written if it is the first, otherwise to be added to (<paramref name="accumulate"/>).
    /// </summary>
    internal virtual Tensor Receive(out bool accumulate)
    {
        accumulate = _gradient is not null;
        return _gradient ??= Tape.Buffer(Value.Shape);
    }

    /// <summary>Adds leftᵀ · right to the gradient.</summary>
    /// <param name="left">The left factor.</param>
    /// <param name="right">The right factor.</param>
    /// <param name="mayWait">True if neither factor changes before the tape is reset.</param>
    internal virtual void ReceiveProduct(States left, Tensor right, bool mayWait)
    {
        Tensor into = Receive(out bool accumulate);
        left.MultiplyTransposed(right, into, accumulate);
    }

    /// <summary>Returns the buffer for adding to a part of the gradient.</summary>
    internal Tensor ReceivePart()
    {
        Tensor gradient = Receive(out bool accumulate);
        return accumulate ? gradient : gradient.Clear();
    }

    /// <summary>Takes over a tensor that is no longer used elsewhere as the gradient; false if there already is a gradient.</summary>
    internal virtual bool Adopt(Tensor gradient)
    {
        if (_gradient is not null)
            return false;
        _gradient = gradient;
        return true;
    }
}
