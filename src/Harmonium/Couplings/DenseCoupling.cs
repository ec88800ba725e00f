using Harmonium.Numerics;

namespace Harmonium;

/// <summary>Every unit of one layer with every unit of another: −Σ x_a W x_b, W [units of a, units of b].</summary>
public sealed class DenseCoupling : Coupling
{
    private readonly Parameter[] _parameters;
    private readonly Tensor _transposed;
    private bool _transposedIsCurrent;

    /// <summary>A coupling with all weights 0.</summary>
    public DenseCoupling(Layer first, Layer second)
        : this(first, second, Tensor.Zeros(first.Units.Count, second.Units.Count))
    {
    }

    /// <summary>A coupling with the given weights, [units of a, units of b], not copied.</summary>
    /// <exception cref="ArgumentException">The weights do not fit the layers.</exception>
    public DenseCoupling(Layer first, Layer second, Tensor weights)
        : base(first, second)
    {
        ArgumentNullException.ThrowIfNull(weights);
        int rows = first.Units.Count, columns = second.Units.Count;
        if (weights.Rank != 2 || weights.Rows != rows || weights.Columns != columns)
        {
            throw new ArgumentException(
                $"The weights between '{first.Name}' and '{second.Name}' must be [{rows}, {columns}]; they are {Tensor.Describe(weights.Shape)}.", nameof(weights));
        }

        Weights = weights;
        _transposed = Tensor.Zeros(weights.Device, columns, rows);
        _parameters = [new Parameter("weights", weights)];
    }

    /// <summary>The weights W, [units of a, units of b].</summary>
    public Tensor Weights { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Wᵀ, [units of b, units of a]: kept beside W so that both directions gather whole rows.</summary>
    internal Tensor Transposed
    {
        get
        {
            if (!_transposedIsCurrent)
            {
                Weights.Transpose(_transposed);
                _transposedIsCurrent = true;
            }

            return _transposed;
        }
    }

    /// <inheritdoc/>
    public override Tensor InputTo(Layer target, States opposite, Tensor? into = null)
    {
        ArgumentNullException.ThrowIfNull(opposite);
        return ReferenceEquals(Opposite(target), Second) ? opposite.Multiply(Transposed, into) : opposite.Multiply(Weights, into);
    }

    /// <inheritdoc/>
    public override double[] Interaction(States first, States second)
    {
        ArgumentNullException.ThrowIfNull(first);
        return first.Multiply(Weights).DotRows(second);
    }

    /// <inheritdoc/>
    public override void Changed() => _transposedIsCurrent = false;

    /// <summary>
    /// Changes the weights by one step of gradient ascent in a single pass over them, both phases together
    /// (see <see cref="OuterProductStep"/>).
    /// </summary>
    internal void Step(OuterProductStep step)
    {
        step.Apply(Weights, _transposed);
        _transposedIsCurrent = true;
    }

    /// <inheritdoc/>
    public override Coupling Clone(Layer first, Layer second) => new DenseCoupling(first, second, Weights.Clone());
}
