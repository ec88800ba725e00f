using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// The exact gradient of log p(y | v) of a classification RBM (Larochelle &amp; Bengio 2008, section 3.2). The data phase has the hidden means
/// given the example and its label. The model phase has those given the example and each class y, weighted by p(y | v).
/// No sampling. Examples without a label (a row of zeros) are ignored.
/// </summary>
internal sealed class DiscriminativeGradient : GradientEstimator
{
    // The number of this random stream. It lies far above the numbers of the layers' streams.
    private const int InputBranch = 1 << 20;
    private const int HiddenBranch = InputBranch + 1;

    private readonly ClassificationRbm _rbm;
    private readonly DiscriminativeOptions _options;
    private readonly States _eachClass;
    private readonly Dictionary<int, Buffers> _buffersByRows = [];

    /// <summary>Creates an estimator for an RBM.</summary>
    /// <param name="rbm">The RBM.</param>
    /// <param name="options">Dropout and label smoothing; none if null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DiscriminativeGradient(ClassificationRbm rbm, DiscriminativeOptions? options = null)
        : base(rbm?.Machine!)
    {
        _rbm = rbm!;
        _options = options ?? new DiscriminativeOptions();
        _options.Validate();
        _eachClass = EachClass(_rbm);
    }

    /// <inheritdoc/>
    internal override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        Buffers buffers = BuffersFor(data.Rows);
        States visible = _options.InputDropout > 0 ? buffers.Dropped(data[_rbm.Visible], _options.InputDropout, random.At(InputBranch)) : data[_rbm.Visible];
        Tensor labels = data[_rbm.Label].AsTensor(), table = _rbm.ClassTable(buffers.Table);
        Tensor? kept = _options.HiddenDropout > 0 ? buffers.Kept(1 - _options.HiddenDropout, random.At(HiddenBranch)) : null;
        float scale = kept is null ? 1 : (float)(1 / (1 - _options.HiddenDropout));
        Tensor weight = new Phase(data, weights).WeightsOrEqual(table.Device);
        (Tensor target, Tensor model) = Mixtures(visible, labels, weight, kept, scale, buffers);
        if (_options.AdversarialShift > 0)
        {
            visible = buffers.Shifted(visible, _rbm.Coupling.InputTo(_rbm.Visible, States.Dense(buffers.Difference), buffers.Slope), _options.AdversarialShift);
            (target, model) = Mixtures(visible, labels, weight, kept, scale, buffers);
        }

        Phase Of(Tensor classes, Tensor hidden) =>
            new(new MachineState { [_rbm.Visible] = visible, [_rbm.Label] = States.Dense(classes), [_rbm.Hidden] = States.Dense(hidden) }, weights);

        return new Statistics(Of(target, buffers.DataMeans), Of(model, buffers.ModelMeans))
        {
            Pairs = new Dictionary<Coupling, IReadOnlyList<StatePair>>
            {
                // Both phases have the same visible states, so one pair contains their difference.
                [_rbm.Coupling] = [new StatePair(visible, States.Dense(buffers.Difference), weights is null ? 1f / model.Rows : 1, weights)],
                // A sum over all classes of every example is not a product of two layers' means, so it is passed on as a matrix.
                [_rbm.LabelCoupling] = [new StatePair(_eachClass, States.Dense(buffers.LabelGradient), 1)],
            },
        };
    }

    /// <summary>
    /// Computes the target and p(y | v) of every example. Fills the buffers with the hidden means of both, their difference, and the gradient of the
    /// label weights.
    /// </summary>
    private (Tensor Target, Tensor Model) Mixtures(States visible, Tensor labels, Tensor weight, Tensor? kept, float scale, Buffers buffers)
    {
        Tensor input = _rbm.Coupling.InputTo(_rbm.Hidden, visible, buffers.Input);
        Tensor model = ClassificationRbm.LogProbabilitiesOf(_rbm.Scores(input, buffers.Table, kept, scale)), target = Tensor.ZerosLike(model);
        for (int row = 0; row < model.Rows; row++)
            Fill(target.Row(row), model.Row(row), labels.Row(row));
        input.MixSigmoidByClass(buffers.Table, weight, target, model, buffers.DataMeans, buffers.ModelMeans, buffers.LabelGradient, kept, scale);
        buffers.DataMeans.CopyTo(buffers.Difference).AddScaled(buffers.ModelMeans, -1);
        return (target, model);
    }

    /// <summary>
    /// Turns the log-probabilities of an example into probabilities and fills in its target, both times the weight of its class. Both are 0 if the label is
    /// unknown.
    /// </summary>
    private void Fill(Span<float> target, Span<float> model, ReadOnlySpan<float> label)
    {
        float known = 0, smooth = (float)_options.LabelSmoothing;
        for (int y = 0; y < label.Length; y++)
            known += Weighted(label, y);
        for (int y = 0; y < model.Length; y++)
        {
            model[y] = known * MathF.Exp(model[y]);
            target[y] = ((1 - smooth) * Weighted(label, y)) + (known * smooth / model.Length);
        }
    }

    private float Weighted(ReadOnlySpan<float> label, int y) => label[y] * (_options.ClassWeights?[y] ?? 1);

    private static States EachClass(ClassificationRbm rbm)
    {
        Tensor classes = Tensor.Zeros(rbm.Coupling.Weights.Device, rbm.Classes, rbm.Classes);
        for (int y = 0; y < rbm.Classes; y++)
            classes[y, y] = 1;
        return States.From(classes);
    }

    private Buffers BuffersFor(int rows)
    {
        if (!_buffersByRows.TryGetValue(rows, out Buffers? buffers))
            _buffersByRows[rows] = buffers = new Buffers(_rbm, rows);
        return buffers;
    }

    /// <summary>The buffers of a step, reused across steps. The last batch of an epoch may be smaller than the others.</summary>
    private sealed class Buffers(ClassificationRbm rbm, int rows)
    {
        private readonly Tensor _values = Tensor.Zeros(rbm.Coupling.Weights.Device, rows, rbm.Visible.Units.Count);
        private readonly States _keptInputs = States.Binary(rbm.Coupling.Weights.Device, rows, rbm.Visible.Units.Count);
        private readonly States _keptUnits = States.Binary(rbm.Coupling.Weights.Device, rows, rbm.Hidden.Units.Count);
        private readonly Tensor _inputShares = Tensor.Zeros(rbm.Coupling.Weights.Device, rows, rbm.Visible.Units.Count);
        private readonly Tensor _unitShares = Tensor.Zeros(rbm.Coupling.Weights.Device, rows, rbm.Hidden.Units.Count);

        internal Tensor Input { get; } = NewBuffer(rbm, rows);

        internal Tensor Table { get; } = NewBuffer(rbm, rbm.Classes);

        internal Tensor DataMeans { get; } = NewBuffer(rbm, rows);

        internal Tensor ModelMeans { get; } = NewBuffer(rbm, rows);

        internal Tensor Difference { get; } = NewBuffer(rbm, rows);

        internal Tensor LabelGradient { get; } = NewBuffer(rbm, rbm.Classes);

        /// <summary>∂ log p(label | v) / ∂v of every example, [batch, visible].</summary>
        internal Tensor Slope { get; } = Tensor.Aligned(rbm.Coupling.Weights.Device, rows, rbm.Visible.Units.Count);

        /// <summary>Samples the dropout mask of the hidden units: 1 for kept units, 0 for dropped ones, [batch, hidden].</summary>
        internal Tensor Kept(double share, RandomStream random) => Draw(share, random, _unitShares, _keptUnits);

        /// <summary>Sets some inputs to 0 and scales up the others, so that the mean is unchanged.</summary>
        internal States Dropped(States visible, double share, RandomStream random)
        {
            Tensor values = visible.AsTensor(), kept = Draw(1 - share, random, _inputShares, _keptInputs);
            float scale = (float)(1 / (1 - share));
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> numbers = values.Row(row), factors = kept.Row(row);
                Span<float> into = _values.Row(row);
                for (int i = 0; i < into.Length; i++)
                    into[i] = scale * factors[i] * numbers[i];
            }

            return States.From(_values);
        }

        /// <summary>Moves every example by a given length along the negative gradient. An example with zero gradient is unchanged.</summary>
        internal States Shifted(States visible, Tensor slope, double length)
        {
            Tensor values = visible.AsTensor();
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> numbers = values.Row(row), slopes = slope.Row(row);
                Span<float> into = _values.Row(row);
                double norm = 0;
                foreach (float x in slopes)
                    norm += (double)x * x;
                float factor = norm > 0 ? (float)(length / Math.Sqrt(norm)) : 0;
                for (int i = 0; i < into.Length; i++)
                    into[i] = numbers[i] - (factor * slopes[i]);
            }

            return States.From(_values);
        }

        private static Tensor Draw(double share, RandomStream random, Tensor shares, States into)
        {
            shares.AsSpan().Fill((float)share);
            return shares.SampleBernoulli(random, into).AsTensor();
        }

        private static Tensor NewBuffer(ClassificationRbm rbm, int rows) => Tensor.Aligned(rbm.Coupling.Weights.Device, rows, rbm.Hidden.Units.Count);
    }
}
