namespace Harmonium.Numerics;

/// <summary>
/// The gradient of a weight matrix: a tensor, or a product leftᵀ · right. An optimizer step evaluates the product block by block, so the gradient is never
/// written to memory.
/// </summary>
internal readonly struct Gradient
{
    private readonly Tensor? _made;

    /// <summary>Creates a gradient from a tensor.</summary>
    public Gradient(Tensor made)
    {
        ArgumentNullException.ThrowIfNull(made);
        _made = made;
    }

    /// <inheritdoc cref="Gradient(States, Tensor)"/>
    public Gradient(Tensor left, Tensor right)
        : this(States.Dense(left), right)
    {
    }

    /// <summary>
    /// Creates the gradient leftᵀ · right of weights, from the inputs of a layer, [batch, inputs], and the gradient of its outputs, [batch, outputs].
    /// </summary>
    /// <exception cref="ArgumentException">The batch sizes differ.</exception>
    public Gradient(States left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Rows != right.Rows)
            throw new ArgumentException($"Both factors of a gradient must have one row per example; these are [{left.Rows}, {left.Columns}] and " +
                $"{Tensor.Describe(right.Shape)}.", nameof(right));
        (Left, Right) = (left, right);
    }

    /// <summary>The inputs of the layer; null if the gradient is a tensor.</summary>
    internal States? Left { get; }

    /// <summary>The gradient of the layer's outputs; null if the gradient is a tensor.</summary>
    internal Tensor? Right { get; }

    /// <summary>Creates a gradient from a tensor.</summary>
    public static implicit operator Gradient(Tensor made) => new(made);

    /// <summary>Returns the gradient as a tensor.</summary>
    public Tensor ToTensor() => _made ?? Left!.MultiplyTransposed(Right!);

    internal void RequireShapeOf(Tensor values)
    {
        if (_made is null && Left is null)
            throw new ArgumentException("This gradient is empty. Create it from a tensor or from two factors.");
        if (_made is not null)
            values.RequireSameShape(_made);
        else if (values.Rank != 2 || Left!.Columns != values.Rows || Right!.Columns != values.Columns)
            throw new ArgumentException($"A gradient of [{Left!.Columns}, {Right!.Columns}] does not fit a tensor of shape {Tensor.Describe(values.Shape)}.");
    }
}
