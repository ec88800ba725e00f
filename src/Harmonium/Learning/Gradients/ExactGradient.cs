using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// Computes the model statistics without sampling. Enumerates all states of the smaller side with their probabilities; the other side is in closed form.
/// For small RBMs, and small models of visible and hidden layers coupled only with each other. Serves as the reference for other estimators.
/// </summary>
public sealed class ExactGradient : GradientEstimator
{
    /// <summary>
    /// The maximum number of Bernoulli units that are enumerated, or of other units with as many states. 2¹⁴ states keep a step below one second and its
    /// memory below 100 MB.
    /// </summary>
    public const int MaximumUnits = 14;

    private readonly bool _enumerateHidden;
    private readonly MachineState _all = new();

    /// <summary>Creates an estimator for an RBM with at most 2 to the power of <see cref="MaximumUnits"/> states on one side.</summary>
    /// <exception cref="ArgumentException">Both sides have too many or infinitely many states, or the visible units are documents.</exception>
    public ExactGradient(RestrictedBoltzmannMachine rbm)
        : this(rbm?.Machine!)
    {
    }

    /// <summary>
    /// Creates an estimator for a model in which every coupling joins a visible layer with a hidden layer. One side must have at most 2 to the power of <see
    /// cref="MaximumUnits"/> states.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Both sides have too many or infinitely many states; layers of one role are coupled; or visible units are documents.
    /// </exception>
    public ExactGradient(BoltzmannMachine machine)
        : base(machine)
    {
        Layer[] visible = [.. machine.LayersOf(LayerRole.Visible)], hidden = [.. machine.LayersOf(LayerRole.Hidden)];
        double visibleBits = EnumeratedSide.BitsOf(visible), hiddenBits = EnumeratedSide.BitsOf(hidden);
        _enumerateHidden = hiddenBits <= visibleBits;
        if (visible.Any(layer => layer.Units is ReplicatedSoftmax))
        {
            throw new ArgumentException(
                "Documents of different lengths have different distributions, so one enumeration cannot serve a batch. Use contrastive divergence.",
                nameof(machine));
        }

        if (Math.Min(visibleBits, hiddenBits) > MaximumUnits)
        {
            throw new ArgumentException(
                $"The exact gradient enumerates one side with finitely many states, at most as many as {MaximumUnits} Bernoulli units; " +
                $"this model has {Describe(visible)} and {Describe(hidden)} units. Use persistent contrastive divergence.", nameof(machine));
        }

        EnumeratedSide side = EnumeratedSide.Of(machine, _enumerateHidden ? hidden : visible, _enumerateHidden ? visible : hidden);
        long[] numbers = [.. Enumerable.Range(0, (int)side.Count).Select(number => (long)number)];
        foreach (Layer layer in side.Layers)
            _all[layer] = States.From(side.StatesOf(layer, numbers));
    }

    /// <inheritdoc/>
    internal override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Phase positive, _) = DataPhase(data, weights, draw: false, random);
        Layer[] enumerated = [.. Machine.LayersOf(_enumerateHidden ? LayerRole.Hidden : LayerRole.Visible)];
        Layer[] others = [.. Machine.LayersOf(_enumerateHidden ? LayerRole.Visible : LayerRole.Hidden)];
        Tensor[] inputs = [.. others.Select(layer => Machine.Input(layer, _all))];
        double[] log = new double[_all.Rows];
        foreach ((Layer layer, Tensor input) in others.Zip(inputs))
            Accumulate(log, layer.Units.LogPartition(input), 1);
        foreach (Layer layer in enumerated)
            Accumulate(log, layer.Units.Energy(_all[layer]), -1);
        double largest = log.Max(), sum = log.Sum(x => Math.Exp(x - largest));
        Tensor probabilities = Tensor.Zeros(inputs[0].Device, log.Length);
        for (int i = 0; i < log.Length; i++)
            probabilities[i] = (float)(Math.Exp(log[i] - largest) / sum);
        return new Statistics(positive, others.Any(layer => layer.Units.Parameters.Count > 1)
            ? TwoPoints(enumerated, others, inputs, probabilities)
            : OnePoint(enumerated, others, inputs, probabilities));
    }

    private static string Describe(Layer[] layers) => string.Join(", ", layers.Select(layer => $"{layer.Units.Count} {layer.Units.Kind}"));

    private static void Accumulate(double[] into, double[] values, double sign)
    {
        for (int i = 0; i < into.Length; i++)
            into[i] += sign * values[i];
    }

    private Phase OnePoint(Layer[] enumerated, Layer[] others, Tensor[] inputs, Tensor probabilities)
    {
        MachineState state = new();
        foreach (Layer layer in enumerated)
            state[layer] = _all[layer];
        foreach ((Layer layer, Tensor input) in others.Zip(inputs))
            state[layer] = States.Dense(layer.Units.Mean(input));
        return new Phase(state, probabilities);
    }

    /// <summary>
    /// Units whose energy is quadratic also need their second moments. Each state of the enumerated side appears twice, with the other units one standard
    /// deviation above and below their mean. These two points have exactly both moments.
    /// </summary>
    private Phase TwoPoints(Layer[] enumerated, Layer[] others, Tensor[] inputs, Tensor probabilities)
    {
        int rows = probabilities.Count;
        MachineState state = new();
        foreach (Layer layer in enumerated)
        {
            Tensor all = _all[layer].AsTensor(), states = Tensor.Zeros(probabilities.Device, 2 * rows, all.Columns);
            for (int row = 0; row < 2 * rows; row++)
                all.Row(row % rows).CopyTo(states.Row(row));
            state[layer] = States.From(states);
        }

        foreach ((Layer layer, Tensor input) in others.Zip(inputs))
        {
            Tensor mean = layer.Units.Mean(input), variance = layer.Units.Variance(input), points = Tensor.Zeros(probabilities.Device, 2 * rows, mean.Columns);
            for (int row = 0; row < 2 * rows; row++)
            {
                for (int i = 0; i < mean.Columns; i++)
                    points[row, i] = mean[row % rows, i] + ((row < rows ? 1 : -1) * MathF.Sqrt(variance[row % rows, i]));
            }

            state[layer] = States.Dense(points);
        }

        Tensor halves = Tensor.Zeros(probabilities.Device, 2 * rows);
        for (int row = 0; row < 2 * rows; row++)
            halves[row] = probabilities[row % rows] / 2;
        return new Phase(state, halves);
    }
}
