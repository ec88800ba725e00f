using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Couplings;

/// <summary>Couples every unit of one layer with every unit of another: −Σ x_a W x_b, W [units of a, units of b].</summary>
public sealed class DenseCoupling : Coupling
{
    private readonly Parameter[] _parameters;

    /// <summary>Creates a coupling with all weights 0.</summary>
    public DenseCoupling(Layer first, Layer second)
        : this(first, second, Tensor.Aligned(first.Units.Parameters[0].Values.Device, first.Units.Count, second.Units.Count))
    {
    }

    /// <summary>Creates a coupling with the given weights, [units of a, units of b]. The weights are copied if their rows are not aligned.</summary>
    /// <exception cref="ArgumentException">The weights do not fit the layers.</exception>
    public DenseCoupling(Layer first, Layer second, Tensor weights)
        : base(first, second)
    {
        ArgumentNullException.ThrowIfNull(weights);
        int rows = first.Units.Count, columns = second.Units.Count;
        if (weights.Rank != 2 || weights.Rows != rows || weights.Columns != columns)
        {
            throw new ArgumentException(
                $"The weights between '{first.Name}' and '{second.Name}' must be [{rows}, {columns}]; they are {Tensor.Describe(weights.Shape)}.",
                    nameof(weights));
        }

        Tensor aligned = Tensor.Aligned(weights.Device, rows, columns);
        Weights = weights.RowStride == aligned.RowStride ? weights : weights.CopyTo(aligned);
        _parameters = [new Parameter("weights", Weights)];
    }

    /// <summary>The weights W, [units of a, units of b].</summary>
    public Tensor Weights { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override Tensor InputTo(Layer target, States opposite, Tensor? into = null)
    {
        ArgumentNullException.ThrowIfNull(opposite);
        return opposite.Multiply(Weights, into, transposeMatrix: ReferenceEquals(Opposite(target), Second));
    }

    /// <inheritdoc/>
    public override double[] Interaction(States first, States second)
    {
        ArgumentNullException.ThrowIfNull(first);
        return first.Multiply(Weights).DotRows(second);
    }

    /// <inheritdoc/>
    internal override float Ascend(CouplingGradient gradient, in AscentStep step)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (gradient.Values is not null)
            return base.Ascend(gradient, step);
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

    /// <inheritdoc/>
    internal override (Tensor First, Tensor Second) BiasCorrections(CouplingGradient gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Centering centering = gradient.Centering
            ?? throw new ArgumentException("Only a centered gradient has bias corrections; this one has no offsets.", nameof(gradient));
        // G λ = Σ scale (x − μ)(y·λ − λ·λ), and Gᵀ μ likewise: the matrix G itself is not needed.
        Tensor first = Tensor.Zeros(Weights.Device, First.Units.Count), second = Tensor.Zeros(Weights.Device, Second.Units.Count);
        foreach (StatePair pair in gradient.Pairs)
        {
            AddProjected(pair.First, centering.FirstOffset, pair.Second, centering.SecondOffset, pair, first);
            AddProjected(pair.Second, centering.SecondOffset, pair.First, centering.FirstOffset, pair, second);
        }

        return (first, second);
    }

    /// <inheritdoc/>
    public override Coupling Clone(Layer first, Layer second) => new DenseCoupling(first, second, Weights.Clone());

    /// <inheritdoc/>
    private protected override IReadOnlyList<Tensor> EvaluatePairs(CouplingGradient gradient) =>
        [OuterProductStep.Gradient(Weights.Rows, Weights.Columns, TermsOf(gradient), RankOneOf(gradient))];

    /// <summary>
    /// Scales down every column of W with a norm above a limit (Srivastava et al. 2014, section 5.1). A column holds the incoming weights of one unit
    /// of the second layer.
    /// </summary>
    internal void LimitColumnNorms(float limit) => Weights.LimitColumnNorms(limit);

    private static IReadOnlyList<OuterTerm> TermsOf(CouplingGradient gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        return [.. gradient.Pairs.Select(pair => new OuterTerm(
            pair.First, pair.Weights is null ? pair.Second.AsTensor() : pair.Second.AsTensor().Clone().MultiplyRows(pair.Weights), pair.Scale))];
    }

    private static IReadOnlyList<(Tensor Left, Tensor Right)> RankOneOf(CouplingGradient gradient) =>
        gradient.Centering is { } centering
            ? [(centering.FirstOffset.Clone().Scale(-1), centering.SecondDifference), (centering.FirstDifference.Clone().Scale(-1), centering.SecondOffset)]
            : [];

    private static void AddProjected(States x, Tensor mu, States y, Tensor lambda, in StatePair pair, Tensor into)
    {
        double[] projections = y.Dot(lambda);
        double norm = lambda.SumOfSquares();
        Tensor weights = Tensor.Zeros(into.Device, projections.Length);
        double sum = 0;
        for (int i = 0; i < projections.Length; i++)
        {
            double weight = pair.Scale * (pair.Weights?[i] ?? 1.0) * (projections[i] - norm);
            weights[i] = (float)weight;
            sum += weight;
        }

        into.AddScaled(x.WeightedSum(weights)).AddScaled(mu, (float)-sum);
    }
}
