using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// The gradient of Σ log p(y | v) + α Σ log p(v, y) over labeled examples + β Σ log p(v) over unlabeled ones, whose labels are rows of zeros
/// (Larochelle &amp; Bengio 2008, equations 5 and 7). Combines the exact discriminative gradient with any generative gradient. For an
/// unlabeled example, the generative gradient uses a label drawn from the exact p(y | v), which gives the gradient of log p(v).
/// </summary>
internal sealed class HybridGradient : GradientEstimator
{
    private const int LabelBranch = (1 << 20) + 2;

    private readonly ClassificationRbm _rbm;
    private readonly GradientEstimator _discriminative;
    private readonly GradientEstimator _generative;
    private readonly HybridOptions _options;

    /// <summary>Creates an estimator for an RBM.</summary>
    /// <param name="rbm">The RBM.</param>
    /// <param name="discriminative">The discriminative gradient of the RBM.</param>
    /// <param name="generative">The generative gradient of the RBM, such as <see cref="ContrastiveDivergence"/>.</param>
    /// <param name="options">The weights of the terms.</param>
    /// <exception cref="ArgumentException">An estimator belongs to a different model, or a weight is out of range.</exception>
    public HybridGradient(ClassificationRbm rbm, GradientEstimator discriminative, GradientEstimator generative, HybridOptions options)
        : base(rbm?.Machine!)
    {
        ArgumentNullException.ThrowIfNull(discriminative);
        ArgumentNullException.ThrowIfNull(generative);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!ReferenceEquals(discriminative.Machine, Machine) || !ReferenceEquals(generative.Machine, Machine))
            throw new ArgumentException("Both gradients of a hybrid objective must belong to the same RBM as the objective.", nameof(rbm));
        _rbm = rbm!;
        _discriminative = discriminative;
        _generative = generative;
        _options = options;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State => _generative.State;

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state) => _generative.Restore(state);

    /// <inheritdoc/>
    internal override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        Statistics discriminative = _discriminative.Estimate(data, weights, random);
        Tensor labels = data[_rbm.Label].AsTensor();
        int[] unknown = [.. Enumerable.Range(0, labels.Rows).Where(row => !labels.Row(row).ContainsAnyExcept(0f))];
        if (unknown.Length == 0)
            return discriminative with { Added = [((float)_options.GenerativeWeight, _generative.Estimate(data, weights, random))] };

        MachineState filled = new()
        {
            [_rbm.Visible] = data[_rbm.Visible],
            [_rbm.Label] = States.From(Filled(data[_rbm.Visible], labels, unknown, random.At(LabelBranch)))
        };
        // Each estimator's weights sum to 1, so the total weight of the batch is a factor.
        Tensor shares = new Phase(data, weights).WeightsOrEqual(labels.Device).Clone();
        HashSet<int> isUnknown = [.. unknown];
        double sum = 0;
        for (int row = 0; row < labels.Rows; row++)
        {
            shares[row] *= (float)(isUnknown.Contains(row) ? _options.UnlabeledWeight : _options.GenerativeWeight);
            sum += shares[row];
        }

        return sum == 0 ? discriminative : discriminative with { Added = [((float)sum, _generative.Estimate(filled, shares.Scale((float)(1 / sum)), random))] };
    }

    /// <summary>Returns the labels, with unknown ones drawn from p(y | v).</summary>
    private Tensor Filled(States visible, Tensor labels, int[] unknown, RandomStream random)
    {
        Tensor filled = labels.Clone(), log = _rbm.LogProbabilities(visible);
        foreach (int row in unknown)
            filled[row, random.CategoricalFromLogWeights(log.Row(row), row)] = 1;
        return filled;
    }
}
