using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// The exact gradient of log p(y | v) of a classification RBM (Larochelle &amp; Bengio 2008, section 3.2): under the data the hidden means
/// given the example and its label, under the model those given the example and each class y with its probability p(y | v).
/// No sampling; examples without a label (a row of zeros) have no part in it.
/// </summary>
public sealed class DiscriminativeGradient : GradientEstimator
{
    // Streams beside those of the layers, which have the numbers of the layers.
    private const int InputBranch = 1 << 20;
    private const int HiddenBranch = InputBranch + 1;

    private readonly ClassificationRbm _rbm;
    private readonly DiscriminativeOptions _options;
    private readonly States _eachClass;
    private readonly Dictionary<int, Buffers> _rooms = [];

    /// <summary>An estimator for a machine.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="options">Dropout and label smoothing; none when null.</param>
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
    public override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        Buffers room = RoomFor(data.Rows);
        States visible = _options.InputDropout > 0 ? room.Dropped(data[_rbm.Visible], _options.InputDropout, random.At(InputBranch)) : data[_rbm.Visible];
        Tensor labels = data[_rbm.Label].AsTensor(), table = _rbm.ClassTable(room.Table);
        Tensor? kept = _options.HiddenDropout > 0 ? room.Kept(1 - _options.HiddenDropout, random.At(HiddenBranch)) : null;
        float scale = kept is null ? 1 : (float)(1 / (1 - _options.HiddenDropout));
        Tensor weight = new Phase(data, weights).WeightsOrEqual(table.Device);
        (Tensor target, Tensor model) = Mixtures(visible, labels, weight, kept, scale, room);
        if (_options.AdversarialShift > 0)
        {
            visible = room.Shifted(visible, _rbm.Coupling.InputTo(_rbm.Visible, States.Dense(room.Difference), room.Slope), _options.AdversarialShift);
            (target, model) = Mixtures(visible, labels, weight, kept, scale, room);
        }

        Phase Of(Tensor classes, Tensor hidden) =>
            new(new MachineState { [_rbm.Visible] = visible, [_rbm.Label] = States.Dense(classes), [_rbm.Hidden] = States.Dense(hidden) }, weights);

        return new Statistics(Of(target, room.DataMeans), Of(model, room.ModelMeans))
        {
            Pairs = new Dictionary<Coupling, IReadOnlyList<StatePair>>
            {
                // Both phases have the same visible states, so one pair holds their difference.
                [_rbm.Coupling] = [new StatePair(visible, States.Dense(room.Difference), weights is null ? 1f / model.Rows : 1, weights)],
                // A sum over all classes of every example is no product of two layers' means: it is handed on as the matrix it is.
                [_rbm.LabelCoupling] = [new StatePair(_eachClass, States.Dense(room.LabelGradient), 1)],
            },
        };
    }

    /// <summary>
    /// The target and p(y | v) of every example, and in the room the hidden means under each, their difference, and the label weights' gradient.
    /// </summary>
    private (Tensor Target, Tensor Model) Mixtures(States visible, Tensor labels, Tensor weight, Tensor? kept, float scale, Buffers room)
    {
        Tensor input = _rbm.Coupling.InputTo(_rbm.Hidden, visible, room.Input);
        Tensor model = ClassificationRbm.LogProbabilitiesOf(_rbm.Scores(input, room.Table, kept, scale)), target = Tensor.ZerosLike(model);
        for (int row = 0; row < model.Rows; row++)
            Fill(target.Row(row), model.Row(row), labels.Row(row));
        input.MixSigmoidByClass(room.Table, weight, target, model, room.DataMeans, room.ModelMeans, room.LabelGradient, kept, scale);
        room.DataMeans.CopyTo(room.Difference).AddScaled(room.ModelMeans, -1);
        return (target, model);
    }

    /// <summary>Turns the log-probabilities of an example into probabilities and fills in their target; both are 0 where the label is not known.</summary>
    private void Fill(Span<float> target, Span<float> model, ReadOnlySpan<float> label)
    {
        float known = 0, smooth = (float)_options.LabelSmoothing;
        foreach (float y in label)
            known += y;
        for (int y = 0; y < model.Length; y++)
        {
            model[y] = known * MathF.Exp(model[y]);
            target[y] = ((1 - smooth) * label[y]) + (known * smooth / model.Length);
        }
    }

    private static States EachClass(ClassificationRbm rbm)
    {
        Tensor classes = Tensor.Zeros(rbm.Coupling.Weights.Device, rbm.Classes, rbm.Classes);
        for (int y = 0; y < rbm.Classes; y++)
            classes[y, y] = 1;
        return States.From(classes);
    }

    private Buffers RoomFor(int rows)
    {
        if (!_rooms.TryGetValue(rows, out Buffers? room))
            _rooms[rows] = room = new Buffers(_rbm, rows);
        return room;
    }

    /// <summary>What a step writes to, kept from step to step: an epoch's last batch may be smaller than the others.</summary>
    private sealed class Buffers(ClassificationRbm rbm, int rows)
    {
        private readonly Tensor _values = Tensor.Zeros(rbm.Coupling.Weights.Device, rows, rbm.Visible.Units.Count);
        private readonly States _keptInputs = States.Binary(rbm.Coupling.Weights.Device, rows, rbm.Visible.Units.Count);
        private readonly States _keptUnits = States.Binary(rbm.Coupling.Weights.Device, rows, rbm.Hidden.Units.Count);
        private readonly Tensor _inputShares = Tensor.Zeros(rbm.Coupling.Weights.Device, rows, rbm.Visible.Units.Count);
        private readonly Tensor _unitShares = Tensor.Zeros(rbm.Coupling.Weights.Device, rows, rbm.Hidden.Units.Count);

        internal Tensor Input { get; } = Room(rbm, rows);

        internal Tensor Table { get; } = Room(rbm, rbm.Classes);

        internal Tensor DataMeans { get; } = Room(rbm, rows);

        internal Tensor ModelMeans { get; } = Room(rbm, rows);

        internal Tensor Difference { get; } = Room(rbm, rows);

        internal Tensor LabelGradient { get; } = Room(rbm, rbm.Classes);

        /// <summary>∂ log p(label | v) / ∂v of every example, [batch, visible].</summary>
        internal Tensor Slope { get; } = Tensor.Aligned(rbm.Coupling.Weights.Device, rows, rbm.Visible.Units.Count);

        /// <summary>Ones for the units that take part, zeros for the others, [batch, hidden].</summary>
        internal Tensor Kept(double share, RandomStream random) => Draw(share, random, _unitShares, _keptUnits);

        /// <summary>Some inputs set to 0, the others scaled up so that the mean stays.</summary>
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

        /// <summary>Every example after a step of a length down its slope; where that is level, as it is.</summary>
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

        private static Tensor Room(ClassificationRbm rbm, int rows) => Tensor.Aligned(rbm.Coupling.Weights.Device, rows, rbm.Hidden.Units.Count);
    }
}
