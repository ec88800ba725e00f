namespace Harmonium.Numerics.Differentiation;

/// <summary>
/// Reverse-mode automatic differentiation. Operations on <see cref="Node"/>s are computed immediately and recorded. <see cref="Backward(Node, float)"/>
/// visits them in reverse order; each operation passes the gradient of its result to its inputs (Linnainmaa 1970; Rumelhart, Hinton, Williams 1986).
/// </summary>
/// <example><code>
/// Tape tape = new(device);
/// Node hidden = tape.Constant(pixels).Linear(tape.Parameter(weights), tape.Parameter(bias), Activation.Tanh);
/// tape.Backward(hidden.Linear(tape.Parameter(weights2), tape.Parameter(bias2)).SoftmaxCrossEntropy(labels));
/// Tensor gradient = tape.GradientOf(weights);
/// tape.Reset();      // the next step uses the same memory
/// </code></example>
internal sealed class Tape
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Tensor, Leaf> _parameters = new(ReferenceEqualityComparer.Instance);
    private readonly TapeMemory _memory;
    private bool _wentBack;

    /// <summary>Creates an empty tape.</summary>
    /// <param name="device">The device that runs the operations.</param>
    public Tape(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        Device = device;
        _memory = new TapeMemory(device);
    }

    /// <summary>The device that runs the operations.</summary>
    public Device Device { get; }

    /// <summary>The number of recorded operations.</summary>
    public int Length => _nodes.Count;

    /// <summary>The number of elements in the tape's memory. Constant after the largest step.</summary>
    public long Capacity => _memory.Capacity;

    /// <summary>Records data without a gradient, such as inputs. The data must not change before <see cref="Reset"/>.</summary>
    public Node Constant(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Leaf(this, values.Contiguous(), gradient: null);
    }

    /// <summary>Records a parameter with a gradient. Calls with the same tensor return the same node.</summary>
    /// <exception cref="ArgumentException">The tensor is not contiguous.</exception>
    public Node Parameter(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!values.IsContiguous)
            throw new ArgumentException($"A parameter of a tape must be contiguous; the rows of this tensor of shape {Tensor.Describe(values.Shape)} " +
                $"are {values.RowStride} elements apart. Call Contiguous() first.", nameof(values));
        if (!_parameters.TryGetValue(values, out Leaf? leaf))
            _parameters[values] = leaf = new Leaf(this, values, Tensor.Zeros(Device, values.Shape));
        return leaf;
    }

    /// <summary>The gradient of the last backward pass with respect to a parameter, in its shape. The next pass overwrites it.</summary>
    /// <exception cref="ArgumentException">The tensor is not a parameter of this tape.</exception>
    public Tensor GradientOf(Tensor parameter) => LeafOf(parameter).FinishedGradient();

    /// <summary>The gradient for an optimizer step that reads it once. For the weights of a single linear layer, it is an unevaluated product.</summary>
    /// <exception cref="ArgumentException">The tensor is not a parameter of this tape.</exception>
    internal Gradient GradientForStep(Tensor parameter) => LeafOf(parameter).UnfinishedGradient();

    private Leaf LeafOf(Tensor parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _parameters.TryGetValue(parameter, out Leaf? leaf)
            ? leaf
            : throw new ArgumentException(
                $"The tensor of shape {Tensor.Describe(parameter.Shape)} is not a parameter of this tape. Pass it to Parameter(…) first.", nameof(parameter));
    }

    /// <summary>
    /// Runs the backward pass from a single number. Gradients are scale · ∂result/∂parameter; with a scale of −1 they point in the direction of descent.
    /// </summary>
    /// <exception cref="ArgumentException">The node has more than one element.</exception>
    /// <exception cref="InvalidOperationException">The backward pass has already run.</exception>
    public void Backward(Node result, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Value.Count != 1)
            throw new ArgumentException($"Backward needs a single number; this node is {Tensor.Describe(result.Value.Shape)}. Use its sum or a " +
                "loss, or pass a gradient of its shape.", nameof(result));
        Tensor seed = Buffer(result.Value.Shape);
        seed.AsSpan()[0] = scale;
        Backward(result, seed);
    }

    /// <summary>Runs the backward pass from any node, given the gradient with respect to it.</summary>
    /// <exception cref="ArgumentException">The gradient and the node have different shapes.</exception>
    /// <exception cref="InvalidOperationException">The backward pass has already run. It overwrites stored values, so add the losses and call it
    /// once.</exception>
    public void Backward(Node result, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(gradient);
        result.Value.RequireSameShape(gradient);
        if (_wentBack)
            throw new InvalidOperationException(
                "Backward can run only once before Reset. Add the losses, and call Backward on the sum.");
        _wentBack = true;
        if (!result.NeedsGradient)
            return;
        Tensor into = result.Receive(out bool accumulate);
        Device.Affine(gradient.Contiguous(), 1, 0, into, accumulate);
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            if (_nodes[i] is { NeedsGradient: true, HasGradient: true } node)
                node.Backward();
        }
    }

    /// <summary>Clears the recorded operations, and keeps the memory for the next step. Nodes and their values become invalid, except parameters.</summary>
    public void Reset()
    {
        _nodes.Clear();
        _memory.TakeBack();
        _wentBack = false;
        foreach (Leaf leaf in _parameters.Values)
            leaf.Begin();
    }

    /// <summary>True if a tensor shares memory with a parameter. A step may change it while a product in the gradient is not yet evaluated.</summary>
    internal bool IsParameter(Tensor values)
    {
        foreach (Tensor parameter in _parameters.Keys)
        {
            if (ReferenceEquals(parameter.Storage, values.Storage))
                return true;
        }

        return false;
    }

    internal void Write(Node node) => _nodes.Add(node);

    internal Tensor Buffer(params ReadOnlySpan<int> shape) => _memory.Take(shape);
}
