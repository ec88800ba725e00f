using Harmonium.Couplings;
using Harmonium.Errors;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// A classification RBM (Larochelle &amp; Bengio 2008; Larochelle, Mandel, Pascanu, Bengio 2012): a visible layer and a label layer with one unit per
/// class, both coupled with the hidden layer. E(v, y, h) = E_v(v) − d·y − c·h − v W h − y U h, where y is one-hot. p(y | v) is exact: score_y = d_y +
/// Σ_j log(1 + exp(c_j + U_yj + (vW)_j)), p(y | v) = exp(score_y) / Σ_y′ exp(score_y′).
/// </summary>
public sealed class ClassificationRbm
{
    // The number of examples classified at a time: inputs and scores stay in the fastest caches.
    private const int Block = 500;

    /// <summary>Creates a machine with the given visible units, number of classes and hidden units, with all weights 0.</summary>
    /// <exception cref="ArgumentException">There are fewer than two classes.</exception>
    public ClassificationRbm(LayerUnits visible, int classes, Bernoulli hidden)
        : this(visible, Labels(classes, hidden), hidden, null, null)
    {
    }

    /// <summary>Creates a machine with the given units and weights. Weights are copied if their rows are not aligned.</summary>
    /// <param name="visible">The visible units.</param>
    /// <param name="label">The label: one block of categorical units, with one unit per class.</param>
    /// <param name="hidden">The hidden units.</param>
    /// <param name="weights">W, [visible, hidden]; zeros if null.</param>
    /// <param name="labelWeights">U, [classes, hidden]; zeros if null.</param>
    /// <exception cref="ArgumentException">The units and weights do not fit together, or there are fewer than two classes.</exception>
    public ClassificationRbm(LayerUnits visible, Categorical label, Bernoulli hidden, Tensor? weights, Tensor? labelWeights)
    {
        ArgumentNullException.ThrowIfNull(visible);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(hidden);
        if (label.Count < 2)
            throw new ArgumentException($"A classification RBM needs at least two classes; the label has {label.Count}.", nameof(label));
        Visible = new Layer("visible", LayerRole.Visible, visible);
        Label = new Layer("label", LayerRole.Visible, label);
        Hidden = new Layer("hidden", LayerRole.Hidden, hidden);
        Coupling = weights is null ? new DenseCoupling(Visible, Hidden) : new DenseCoupling(Visible, Hidden, weights);
        LabelCoupling = labelWeights is null ? new DenseCoupling(Label, Hidden) : new DenseCoupling(Label, Hidden, labelWeights);
        Machine = new BoltzmannMachine([Visible, Label, Hidden], [Coupling, LabelCoupling]);
    }

    /// <summary>The machine as layers and couplings, for samplers, learners and evaluation.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>The visible layer.</summary>
    public Layer Visible { get; }

    /// <summary>The label layer, one-hot.</summary>
    public Layer Label { get; }

    /// <summary>The hidden layer.</summary>
    public Layer Hidden { get; }

    /// <summary>The coupling W of the visible layer with the hidden layer.</summary>
    public DenseCoupling Coupling { get; }

    /// <summary>The coupling U of the label layer with the hidden layer.</summary>
    public DenseCoupling LabelCoupling { get; }

    /// <summary>The number of classes.</summary>
    public int Classes => Label.Units.Count;

    /// <summary>Creates a machine of Bernoulli units with all parameters 0.</summary>
    public static ClassificationRbm OfBernoulli(int visible, int classes, int hidden) => new(new Bernoulli(visible), classes, new Bernoulli(hidden));

    /// <summary>log p(y | v) of every class, [batch, visible] → [batch, classes], in nats (Larochelle &amp; Bengio 2008, section 2).</summary>
    /// <param name="visible">The examples. Values between the states of the units are used unchanged.</param>
    public Tensor LogProbabilities(States visible)
    {
        ArgumentNullException.ThrowIfNull(visible);
        return LogProbabilitiesOf(Scores(Coupling.InputTo(Hidden, visible), ClassTable()));
    }

    /// <summary>Returns the most probable class of each example, counted from 0; the first of equally probable classes.</summary>
    public int[] Classify(States visible)
    {
        Tensor log = LogProbabilities(visible);
        return [.. Enumerable.Range(0, log.Rows).Select(row => ArgMax(log.Row(row)))];
    }

    /// <summary>Returns the fraction of examples with a most probable class other than their label, and the mean of −log p(label | v) in nats.</summary>
    /// <param name="data">The examples, with labels.</param>
    /// <exception cref="ArgumentException">The data set has no labels, or its examples or labels do not match the machine.</exception>
    public (double Error, double CrossEntropy) Judge(Data.Dataset data)
    {
        (int[] predicted, double crossEntropy) = Predictions(data, default);
        return ((double)predicted.Where((found, i) => found != data.Labels![i]).Count() / data.Count, crossEntropy);
    }

    /// <summary>Predicts the class of every example, and computes the mean of −log p(label | v) in nats.</summary>
    /// <exception cref="ArgumentException">The data set has no labels, or its examples or labels do not match the machine.</exception>
    internal (int[] Predicted, double CrossEntropy) Predictions(Data.Dataset data, CancellationToken cancel)
    {
        int[] labels = RequireFit(data).Labels ?? throw new ArgumentException($"The data set {data.Name} has no labels; the error needs them.", nameof(data));
        int[] predicted = new int[data.Count];
        int next = 0;
        double loss = 0;
        foreach (Tensor log in LogProbabilities(data, cancel))
        {
            for (int row = 0; row < log.Rows; row++, next++)
            {
                ReadOnlySpan<float> logs = log.Row(row);
                predicted[next] = ArgMax(logs);
                loss -= logs[labels[next]];
            }
        }

        return (predicted, loss / data.Count);
    }

    /// <summary>log p(y | v) of a whole data set, some hundred examples at a time, in order.</summary>
    /// <exception cref="ArgumentException">The examples or their labels do not match the machine.</exception>
    public IEnumerable<Tensor> LogProbabilities(Data.Dataset data, CancellationToken cancel)
    {
        RequireFit(data);
        return Blocks();

        IEnumerable<Tensor> Blocks()
        {
            Tensor table = ClassTable();
            for (int start = 0; start < data.Count; start += Block)
            {
                cancel.ThrowIfCancellationRequested();
                int[] rows = [.. Enumerable.Range(start, Math.Min(Block, data.Count - start))];
                Tensor values = Tensor.Zeros(table.Device, rows.Length, data.Examples.Columns);
                data.Examples.CopyRows(rows, values);
                yield return LogProbabilitiesOf(Scores(Coupling.InputTo(Hidden, States.From(values)), table));
            }
        }
    }

    /// <summary>Returns the index of the largest number; the first of equal numbers.</summary>
    public static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
                best = i;
        }

        return best;
    }

    /// <summary>Returns a copy with its own parameters.</summary>
    public ClassificationRbm Clone() =>
        new(Visible.Units.Clone(), (Categorical)Label.Units.Clone(), (Bernoulli)Hidden.Units.Clone(), Coupling.Weights.Clone(), LabelCoupling.Weights.Clone());

    /// <summary>c + U: the hidden biases plus the input of each class to each hidden unit, [classes, hidden].</summary>
    internal Tensor ClassTable(Tensor? into = null)
    {
        Tensor table = into ?? Tensor.Aligned(Coupling.Weights.Device, Classes, Hidden.Units.Count);
        LabelCoupling.Weights.CopyTo(table);
        ReadOnlySpan<float> bias = ((Bernoulli)Hidden.Units).Bias.AsSpan();
        for (int y = 0; y < Classes; y++)
        {
            Span<float> row = table.Row(y);
            for (int j = 0; j < row.Length; j++)
                row[j] += bias[j];
        }

        return table;
    }

    /// <summary>The score of every class: log p(y, v) up to a term that is equal for all classes, [batch, classes].</summary>
    internal Tensor Scores(Tensor hiddenInput, Tensor table, Tensor? kept = null, float scale = 1)
    {
        Tensor scores = hiddenInput.SumOfSoftplusByClass(table, kept, scale);
        ReadOnlySpan<float> bias = Label.Units.Parameters[0].Values.AsSpan();
        for (int row = 0; row < scores.Rows; row++)
        {
            Span<float> values = scores.Row(row);
            for (int y = 0; y < values.Length; y++)
                values[y] += bias[y];
        }

        return scores;
    }

    /// <summary>Subtracts the logarithm of the sum of the scores' exponentials from each score, in place.</summary>
    internal static Tensor LogProbabilitiesOf(Tensor scores)
    {
        for (int row = 0; row < scores.Rows; row++)
        {
            Span<float> values = scores.Row(row);
            double largest = double.NegativeInfinity, sum = 0;
            foreach (float value in values)
                largest = Math.Max(largest, value);
            foreach (float value in values)
                sum += Math.Exp(value - largest);
            double normalizer = largest + Math.Log(sum);
            for (int y = 0; y < values.Length; y++)
                values[y] = (float)(values[y] - normalizer);
        }

        return scores;
    }

    private static Categorical Labels(int classes, Bernoulli hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        return new Categorical(Tensor.Zeros(hidden.Bias.Device, classes), classes);
    }

    private Data.Dataset RequireFit(Data.Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Examples.Columns != Visible.Units.Count)
            throw new UnfitDataException($"The machine has {Visible.Units.Count} visible units, but the examples of {data.Name} have {data.Examples.Columns} " +
                "numbers. Use the data, size and preprocessing that the machine was trained with.");
        if (data.Labels is { Length: > 0 } labels && labels.Max() >= Classes)
            throw new UnfitDataException($"The machine has {Classes} classes, but {data.Name} has the label {labels.Max()}.");
        return data;
    }
}
