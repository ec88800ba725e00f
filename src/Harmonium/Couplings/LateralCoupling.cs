using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Couplings;

/// <summary>
/// The units of one layer with each other: −½ Σ_ij x_i L_ij x_j = −Σ_{i&lt;j} L_ij x_i x_j, L [units, units] symmetric with a diagonal of 0
/// (Ackley, Hinton, Sejnowski 1985). Both ends are the same layer. Units that are coupled are sampled one group after the other; the groups
/// come from coloring the graph of the weights that are not 0.
/// </summary>
public sealed class LateralCoupling : Coupling
{
    private readonly Parameter[] _parameters;
    private readonly Tensor? _graph;
    private UnitColoring? _coloring;

    /// <summary>A coupling of every unit with every other, with all weights 0.</summary>
    public LateralCoupling(Layer layer)
        : this(layer, Square(layer))
    {
    }

    /// <summary>A coupling with the given weights, [units, units], copied.</summary>
    /// <param name="layer">The layer, of units of two values: Bernoulli or spin.</param>
    /// <param name="weights">L, symmetric with a diagonal of 0.</param>
    /// <param name="graph">
    /// Which units are coupled, [units, units], symmetric, 1 for a pair that is and 0 for one that is not and stays so while the machine learns;
    /// every pair when null.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The weights or the graph are not symmetric, have a diagonal or do not fit the layer; a weight stands where the graph has no edge; or
    /// the layer's units have more than two values.
    /// </exception>
    public LateralCoupling(Layer layer, Tensor weights, Tensor? graph = null)
        : base(layer, layer)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!BinaryValues.Has(layer.Units))
        {
            throw new ArgumentException(
                $"The layer '{layer.Name}' has {layer.Units.Kind} units, which cannot be coupled with each other: with some weights no probability of theirs " +
                    "could be normalized. Couple units of two values.", nameof(layer));
        }

        Require(weights, "weights");
        if (graph is not null)
        {
            Require(graph, "graph");
            RequireInside(weights, graph);
        }

        Weights = weights.CopyTo(Tensor.Aligned(weights.Device, weights.Rows, weights.Columns));
        _graph = graph?.CopyTo(Tensor.Aligned(weights.Device, weights.Rows, weights.Columns));
        _parameters = [new Parameter("weights", Weights)];
    }

    /// <summary>The weights L, [units, units]; whoever writes to them keeps them symmetric and calls <see cref="Changed"/>.</summary>
    public Tensor Weights { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The groups of units that are sampled together: of the graph where one was given, else of the weights that are not 0.</summary>
    public UnitColoring Coloring => _coloring ??= UnitColoring.Of(_graph ?? Weights);

    /// <inheritdoc/>
    public override Tensor InputTo(Layer target, States opposite, Tensor? into = null)
    {
        ArgumentNullException.ThrowIfNull(opposite);
        _ = Opposite(target);
        return opposite.Multiply(Weights, into);
    }

    /// <summary>½ Σ_ij x_i L_ij y_j for each example, [batch].</summary>
    public override double[] Interaction(States first, States second)
    {
        ArgumentNullException.ThrowIfNull(first);
        double[] twice = first.Multiply(Weights).DotRows(second);
        for (int i = 0; i < twice.Length; i++)
            twice[i] /= 2;
        return twice;
    }

    /// <inheritdoc/>
    public override float Ascend(CouplingGradient gradient, in AscentStep step)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        float largest = gradient.Values is null ? AscendPairs(gradient, step) : base.Ascend(gradient, step);
        if (step.Velocities is { } velocities)
            Restrict(velocities[0]);
        Restrict(Weights);
        Changed();
        // What is cut away was finite or not like the rest; a step that left the numbers must be seen.
        return float.IsFinite(largest) ? Weights.LargestMagnitude() : largest;
    }

    /// <inheritdoc/>
    public override (Tensor First, Tensor Second) BiasCorrections(CouplingGradient gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Centering centering = gradient.Centering
            ?? throw new ArgumentException("Only a centered gradient changes the biases; this one has no offsets.", nameof(gradient));
        // With E = −½ (x − μ) L (x − μ) the bias holds L μ once: all of it goes to the one layer, under the first name.
        Tensor correction = centering.FirstOffset.Reshape(1, -1).Multiply(Evaluate(gradient)[0]).Reshape(-1);
        return (correction, Tensor.ZerosLike(correction));
    }

    /// <inheritdoc/>
    public override void Changed()
    {
        if (_graph is null)
            _coloring = null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Two different layers were given.</exception>
    public override Coupling Clone(Layer first, Layer second) => ReferenceEquals(first, second)
        ? new LateralCoupling(first, Weights, _graph)
        : throw new ArgumentException($"A lateral coupling has one layer at both ends; '{first?.Name}' and '{second?.Name}' are two.", nameof(second));

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> EvaluatePairs(CouplingGradient gradient)
    {
        Tensor g = OuterProductStep.Gradient(Weights.Rows, Weights.Columns, TermsOf(gradient), RankOneOf(gradient));
        Restrict(g);
        return [g];
    }

    private float AscendPairs(CouplingGradient gradient, in AscentStep step)
    {
        OuterProductStep pass = new()
        {
            Terms = TermsOf(gradient),
            RankOne = RankOneOf(gradient),
            Velocity = step.Velocities?[0],
            Momentum = step.Momentum,
            Nesterov = step.Nesterov,
            Rate = step.Rate,
            L2 = step.L2,
            L1 = step.L1,
        };
        return pass.Apply(Weights);
    }

    private static Tensor Square(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Tensor.Aligned(layer.Units.Parameters[0].Values.Device, layer.Units.Count, layer.Units.Count);
    }

    private static IReadOnlyList<OuterTerm> TermsOf(CouplingGradient gradient) =>
    [
        .. gradient.Pairs.Select(pair => new OuterTerm(
            pair.First, pair.Weights is null ? pair.Second.AsTensor() : pair.Second.AsTensor().Clone().MultiplyRows(pair.Weights), pair.Scale)),
    ];

    private static IReadOnlyList<(Tensor Left, Tensor Right)> RankOneOf(CouplingGradient gradient) =>
        gradient.Centering is { } centering
            ? [(centering.FirstOffset.Clone().Scale(-1), centering.SecondDifference), (centering.FirstDifference.Clone().Scale(-1), centering.SecondOffset)]
            : [];

    /// <summary>Takes away what is no parameter: the diagonal and pairs without an edge; and rounding that differs between the two sides.</summary>
    private void Restrict(Tensor matrix)
    {
        SymmetricMatrix.ClearDiagonal(matrix);
        SymmetricMatrix.Mirror(matrix);
        if (_graph is null)
            return;
        for (int i = 0; i < matrix.Rows; i++)
        {
            Span<float> row = matrix.Row(i);
            ReadOnlySpan<float> edges = _graph.Row(i);
            for (int j = 0; j < row.Length; j++)
                row[j] = edges[j] == 0 ? 0 : row[j];
        }
    }

    private void Require(Tensor matrix, string what)
    {
        int units = First.Units.Count;
        if (matrix.Rank != 2 || matrix.Rows != units || matrix.Columns != units)
            throw new ArgumentException($"The {what} within '{First.Name}' must be [{units}, {units}]; they are {Tensor.Describe(matrix.Shape)}.");
        if (SymmetricMatrix.Complaint(matrix) is { } complaint)
            throw new ArgumentException($"The {what} within '{First.Name}' must be symmetric and have a diagonal of 0: {complaint}.");
    }

    private void RequireInside(Tensor weights, Tensor graph)
    {
        for (int i = 0; i < weights.Rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (weights[i, j] != 0 && graph[i, j] == 0)
                    throw new ArgumentException($"Units {i} and {j} of '{First.Name}' have the weight {weights[i, j]}, but the graph has no edge there. Add " +
                        "the edge, or make the weight 0.");
            }
        }
    }
}
