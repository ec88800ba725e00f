namespace Harmonium.Numerics;

/// <summary>
/// The gradient of a matrix of weights: numbers, or a product leftᵀ · right that is multiplied out a part at a time by the step that uses it, so that it is
/// never
/// written to memory and read again.
/// </summary>
public readonly struct Gradient
{
    private readonly Tensor? _made;

    /// <summary>A gradient that has been computed.</summary>
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

    /// <summary>The gradient leftᵀ · right: of weights between what came in, [batch, inputs], and the gradient of what came out, [batch, outputs].</summary>
    /// <exception cref="ArgumentException">The batches differ.</exception>
    public Gradient(States left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Rows != right.Rows)
            throw new ArgumentException($"The sides of a gradient have one row an example each; these are [{left.Rows}, {left.Columns}] and " +
                $"{Tensor.Describe(right.Shape)}.", nameof(right));
        (Left, Right) = (left, right);
    }

    /// <summary>What came in; null where the gradient has been computed.</summary>
    internal States? Left { get; }

    /// <summary>The gradient of what came out; null where the gradient has been computed.</summary>
    internal Tensor? Right { get; }

    /// <summary>A gradient that has been computed.</summary>
    public static implicit operator Gradient(Tensor made) => new(made);

    /// <summary>The numbers.</summary>
    public Tensor ToTensor() => _made ?? Left!.MultiplyTransposed(Right!);

    internal void RequireShapeOf(Tensor values)
    {
        if (_made is null && Left is null)
            throw new ArgumentException("This gradient has been given neither numbers nor the sides of a product.");
        if (_made is not null)
            values.RequireSameShape(_made);
        else if (values.Rank != 2 || Left!.Columns != values.Rows || Right!.Columns != values.Columns)
            throw new ArgumentException($"A gradient of [{Left!.Columns}, {Right!.Columns}] does not fit a tensor of shape {Tensor.Describe(values.Shape)}.");
    }
}
