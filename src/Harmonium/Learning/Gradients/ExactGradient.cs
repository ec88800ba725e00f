using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// The model's statistics without sampling: all states of the smaller side of an RBM, or of any machine of visible and hidden layers that are coupled only
/// with each other, with their probabilities, the other side in closed form. For small machines; the yardstick of every other estimator.
/// </summary>
public sealed class ExactGradient : GradientEstimator
{
    /// <summary>
    /// The most Bernoulli units that are enumerated, and of other kinds as have as many states: 2¹⁴ states keep a step below a second and its memory below 100
    /// MB.
    /// </summary>
    public const int MaximumUnits = 14;

    private readonly bool _enumerateHidden;
    private readonly MachineState _all = new();

    /// <summary>An estimator for an RBM one side of which has at most 2 to the power of <see cref="MaximumUnits"/> states.</summary>
    /// <exception cref="ArgumentException">Both sides have too many states, or infinitely many; or the visible units are documents.</exception>
    public ExactGradient(RestrictedBoltzmannMachine rbm)
        : this(rbm?.Machine!)
    {
    }

    /// <summary>
    /// An estimator for a machine whose couplings all join a visible with a hidden layer, one side of which has at most 2 to the power of <see
    /// cref="MaximumUnits"/> states.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Both sides have too many states, or infinitely many; layers of one role are coupled; or visible units are documents.
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
                "Documents of different lengths have distributions of their own, so that one enumeration does not serve a batch. Use contrastive divergence.",
                nameof(machine));
        }

        if (Math.Min(visibleBits, hiddenBits) > MaximumUnits)
        {
            throw new ArgumentException(
                $"The exact gradient enumerates one side with finitely many states, at most as many as {MaximumUnits} Bernoulli units have; " +
                $"this machine has {Describe(visible)} and {Describe(hidden)} units. Use persistent contrastive divergence.", nameof(machine));
        }

        EnumeratedSide side = EnumeratedSide.Of(machine, _enumerateHidden ? hidden : visible, _enumerateHidden ? visible : hidden);
        long[] numbers = [.. Enumerable.Range(0, (int)side.Count).Select(number => (long)number)];
        foreach (Layer layer in side.Layers)
            _all[layer] = States.From(side.StatesOf(layer, numbers));
    }

    /// <inheritdoc/>
    public override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
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
    /// Units whose energy has squares in it need their second moments too: each state of the enumerated side stands twice, with the others one standard
    /// deviation above and below their mean, which has both moments exactly.
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
