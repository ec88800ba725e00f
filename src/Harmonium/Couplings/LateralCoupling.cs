using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Couplings;

/// <summary>
/// Couples the units of one layer with each other: −½ Σ_ij x_i L_ij x_j = −Σ_{i&lt;j} L_ij x_i x_j, where L [units, units] is symmetric with a zero
/// diagonal (Ackley, Hinton, Sejnowski 1985). Both ends are the same layer. Coupled units are sampled in groups, one group after another. The groups
/// are a coloring of the graph of nonzero weights.
/// </summary>
public sealed class LateralCoupling : Coupling
{
    private readonly Parameter[] _parameters;
    private readonly Tensor? _graph;
    private UnitColoring? _coloring;

    /// <summary>Creates a coupling of every unit with every other, with all weights 0.</summary>
    public LateralCoupling(Layer layer)
        : this(layer, Square(layer))
    {
    }

    /// <summary>Creates a coupling with a copy of the given weights, [units, units].</summary>
    /// <param name="layer">The layer, with Bernoulli or spin units.</param>
    /// <param name="weights">L, symmetric with a zero diagonal.</param>
    /// <param name="graph">
    /// The graph of coupled units, [units, units], symmetric: 1 for a coupled pair, 0 for a pair with a weight that stays 0 during training. All
    /// pairs are coupled if null.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The weights or the graph are not symmetric, have a nonzero diagonal or do not fit the layer; a weight is nonzero where the graph has no edge;
    /// or the layer's units have more than two values.
    /// </exception>
    public LateralCoupling(Layer layer, Tensor weights, Tensor? graph = null)
        : base(layer, layer)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!BinaryValues.Has(layer.Units))
        {
            throw new ArgumentException(
                $"The layer '{layer.Name}' has {layer.Units.Kind} units, which cannot be coupled with each other: for some weights, the distribution " +
                    "cannot be normalized. Use units with two values.", nameof(layer));
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

    /// <summary>The weights L, [units, units]. Keep them symmetric when you change them, and call <see cref="Changed"/> afterward.</summary>
    public Tensor Weights { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The groups of units that are sampled together: a coloring of the graph if one was given, otherwise of the nonzero weights.</summary>
    internal UnitColoring Coloring => _coloring ??= UnitColoring.Of(_graph ?? Weights);

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
    internal override float Ascend(CouplingGradient gradient, in AscentStep step)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        float largest = gradient.Values is null ? AscendPairs(gradient, step) : base.Ascend(gradient, step);
        if (step.Velocities is { } velocities)
            Restrict(velocities[0]);
        Restrict(Weights);
        Changed();
        // Restrict may have removed the largest value. A step that is not finite must still be reported.
        return float.IsFinite(largest) ? Weights.LargestMagnitude() : largest;
    }

    /// <inheritdoc/>
    internal override (Tensor First, Tensor Second) BiasCorrections(CouplingGradient gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Centering centering = gradient.Centering
            ?? throw new ArgumentException("Only a centered gradient has bias corrections; this one has no offsets.", nameof(gradient));
        // With E = −½ (x − μ) L (x − μ) the bias contains L μ once. Both ends are the same layer, so the first result carries the whole correction.
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
    /// <exception cref="ArgumentException">The two layers differ.</exception>
    public override Coupling Clone(Layer first, Layer second) => ReferenceEquals(first, second)
        ? new LateralCoupling(first, Weights, _graph)
        : throw new ArgumentException($"A lateral coupling joins a layer with itself; '{first?.Name}' and '{second?.Name}' differ.", nameof(second));

    /// <inheritdoc/>
    private protected override IReadOnlyList<Tensor> EvaluatePairs(CouplingGradient gradient)
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

    /// <summary>Clears the entries that are not parameters: the diagonal and pairs without an edge. Makes the two triangles exactly equal.</summary>
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
                        "the edge, or set the weight to 0.");
            }
        }
    }
}
