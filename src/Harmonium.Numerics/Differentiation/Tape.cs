namespace Harmonium.Numerics.Differentiation;

/// <summary>
/// Reverse-mode differentiation. Operations on <see cref="Node"/>s are computed at once and written down; <see cref="Backward(Node, float)"/> goes through
/// what was written in reverse, and every operation hands the gradient of its result on to what it was made of (Linnainmaa 1970; Rumelhart, Hinton,
/// Williams 1986). The forward pass is as nonlinear as its functions; the backward pass is linear in the gradient.
/// </summary>
/// <example><code>
/// Tape tape = new(device);
/// Node hidden = tape.Constant(pixels).Linear(tape.Parameter(weights), tape.Parameter(bias), Activation.Tanh);
/// tape.Backward(hidden.Linear(tape.Parameter(weights2), tape.Parameter(bias2)).SoftmaxCrossEntropy(labels));
/// Tensor gradient = tape.GradientOf(weights);
/// tape.Reset();      // the next step uses the same memory
/// </code></example>
public sealed class Tape
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Tensor, Leaf> _parameters = new(ReferenceEqualityComparer.Instance);
    private readonly TapeMemory _memory;
    private bool _wentBack;

    /// <summary>An empty tape.</summary>
    /// <param name="device">Where it computes.</param>
    public Tape(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        Device = device;
        _memory = new TapeMemory(device);
    }

    /// <summary>Where it computes.</summary>
    public Device Device { get; }

    /// <summary>How many operations are written down.</summary>
    public int Length => _nodes.Count;

    /// <summary>How many numbers the tape has memory for; constant once it has seen its largest step.</summary>
    public long Capacity => _memory.Capacity;

    /// <summary>Numbers that no gradient is wanted of, such as the data. They must not change before <see cref="Reset"/>.</summary>
    public Node Constant(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Leaf(this, values.Contiguous(), gradient: null);
    }

    /// <summary>Numbers whose gradient is wanted; the same tensor is the same node all over the tape.</summary>
    /// <exception cref="ArgumentException">There are gaps between the rows.</exception>
    public Node Parameter(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!values.IsContiguous)
            throw new ArgumentException($"A parameter of a tape has no gaps between its rows; the rows of this one of shape {Tensor.Describe(values.Shape)} " +
                $"are {values.RowStride} numbers apart. Take Contiguous().", nameof(values));
        if (!_parameters.TryGetValue(values, out Leaf? leaf))
            _parameters[values] = leaf = new Leaf(this, values, Tensor.Zeros(Device, values.Shape));
        return leaf;
    }

    /// <summary>The gradient of the last backward pass with respect to a parameter, in its shape; overwritten by the next.</summary>
    /// <exception cref="ArgumentException">The tensor is no parameter of this tape.</exception>
    public Tensor GradientOf(Tensor parameter) => LeafOf(parameter).FinishedGradient();

    /// <summary>
    /// The same for a step that needs no more than one pass over it: of the weights of a single linear layer it is a product that is not multiplied out.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor is no parameter of this tape.</exception>
    public Gradient GradientForStep(Tensor parameter) => LeafOf(parameter).UnfinishedGradient();

    private Leaf LeafOf(Tensor parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _parameters.TryGetValue(parameter, out Leaf? leaf)
            ? leaf
            : throw new ArgumentException(
                $"The tensor of shape {Tensor.Describe(parameter.Shape)} is no parameter of this tape: pass it to Parameter(…) first.", nameof(parameter));
    }

    /// <summary>Goes back from a single number: gradients become scale · ∂result/∂…; with a scale of −1 they point down a loss.</summary>
    /// <exception cref="ArgumentException">The node is more than one number.</exception>
    /// <exception cref="InvalidOperationException">The tape has gone back already.</exception>
    public void Backward(Node result, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Value.Count != 1)
            throw new ArgumentException($"A gradient is taken of a single number; this node is {Tensor.Describe(result.Value.Shape)}. Take its sum or a " +
                "loss, or give the gradient to go back with.", nameof(result));
        Tensor seed = Buffer(result.Value.Shape);
        seed.AsSpan()[0] = scale;
        Backward(result, seed);
    }

    /// <summary>Goes back from any node with the gradient of something with respect to it.</summary>
    /// <exception cref="ArgumentException">The gradient has another shape than the node.</exception>
    /// <exception cref="InvalidOperationException">The tape has gone back already: operations overwrite what they kept. Add losses up and go back
    /// once.</exception>
    public void Backward(Node result, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(gradient);
        result.Value.RequireSameShape(gradient);
        if (_wentBack)
            throw new InvalidOperationException(
                "A tape goes back once between two calls of Reset. Add up what the gradient is wanted of, and go back from the sum.");
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

    /// <summary>
    /// Forgets what was written down, and keeps the memory for the next step. Nodes and their values are void afterward, parameters excepted.
    /// </summary>
    public void Reset()
    {
        _nodes.Clear();
        _memory.TakeBack();
        _wentBack = false;
        foreach (Leaf leaf in _parameters.Values)
            leaf.Begin();
    }

    /// <summary>Whether numbers lie in the memory of a parameter, which a step may change while a gradient still waits to be multiplied out.</summary>
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
