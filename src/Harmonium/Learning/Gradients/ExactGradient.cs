using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// The model's statistics without sampling: all states of the smaller side of an RBM with their probabilities, the other side
/// in closed form. For small machines; the yardstick of every other estimator.
/// </summary>
public sealed class ExactGradient : GradientEstimator
{
    /// <summary>The most Bernoulli units that are enumerated, and of other kinds as have as many states: 2¹⁴ states keep a step below a second and its memory below 100 MB.</summary>
    public const int MaximumUnits = 14;

    private readonly Rbm _rbm;
    private readonly bool _enumerateHidden;
    private readonly States _all;

    /// <summary>An estimator for an RBM one side of which has at most 2 to the power of <see cref="MaximumUnits"/> states.</summary>
    /// <exception cref="ArgumentException">Both sides have too many states, or infinitely many; or the visible units are documents.</exception>
    public ExactGradient(Rbm rbm)
        : base(rbm?.Machine!)
    {
        _rbm = rbm!;
        LayerUnits visible = rbm!.Visible.Units, hidden = rbm.Hidden.Units;
        double visibleBits = EnumeratedSide.BitsOf([rbm.Visible]), hiddenBits = EnumeratedSide.BitsOf([rbm.Hidden]);
        _enumerateHidden = hiddenBits <= visibleBits;
        if (visible is Multinomial)
            throw new ArgumentException("Documents of different lengths have distributions of their own, so that one enumeration does not serve a batch. Use contrastive divergence.", nameof(rbm));
        if (Math.Min(visibleBits, hiddenBits) > MaximumUnits)
        {
            throw new ArgumentException(
                $"The exact gradient enumerates one side with finitely many states, at most as many as {MaximumUnits} Bernoulli units have; this machine has {visible.Count} {visible.Kind} and {hidden.Count} {hidden.Kind} units. " +
                "Use persistent contrastive divergence.", nameof(rbm));
        }

        Layer enumerated = _enumerateHidden ? rbm.Hidden : rbm.Visible;
        EnumeratedSide side = EnumeratedSide.Of(rbm.Machine, [enumerated], [_enumerateHidden ? rbm.Visible : rbm.Hidden]);
        _all = States.From(side.StatesOf(enumerated, [.. Enumerable.Range(0, (int)side.Count).Select(number => (long)number)]));
    }

    /// <inheritdoc/>
    public override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Phase positive, _) = DataPhase(data, weights, draw: false, random);
        Layer enumerated = _enumerateHidden ? _rbm.Hidden : _rbm.Visible, other = _enumerateHidden ? _rbm.Visible : _rbm.Hidden;
        Tensor input = _rbm.Coupling.InputTo(other, _all);
        double[] log = other.Units.LogPartition(input), energy = enumerated.Units.Energy(_all);
        for (int i = 0; i < log.Length; i++)
            log[i] -= energy[i];
        double largest = log.Max(), sum = log.Sum(x => Math.Exp(x - largest));
        Tensor probabilities = Tensor.Zeros(input.Device, log.Length);
        for (int i = 0; i < log.Length; i++)
            probabilities[i] = (float)(Math.Exp(log[i] - largest) / sum);
        if (other.Units.Parameters.Count > 1)
            return new Statistics(positive, TwoPoints(enumerated, other, input, probabilities));
        MachineState state = new() { [enumerated] = _all, [other] = States.Dense(other.Units.Mean(input)) };
        return new Statistics(positive, new Phase(state, probabilities));
    }

    /// <summary>
    /// Units whose energy has squares in it need their second moments too: each state of the enumerated side stands twice, with the others one standard
    /// deviation above and below their mean, which has both moments exactly.
    /// </summary>
    private Phase TwoPoints(Layer enumerated, Layer other, Tensor input, Tensor probabilities)
    {
        int rows = input.Rows;
        Tensor mean = other.Units.Mean(input), variance = other.Units.Variance(input), all = _all.AsTensor();
        Tensor points = Tensor.Zeros(input.Device, 2 * rows, mean.Columns), states = Tensor.Zeros(input.Device, 2 * rows, all.Columns), halves = Tensor.Zeros(input.Device, 2 * rows);
        for (int row = 0; row < 2 * rows; row++)
        {
            int source = row % rows;
            all.Row(source).CopyTo(states.Row(row));
            halves[row] = probabilities[source] / 2;
            for (int i = 0; i < mean.Columns; i++)
                points[row, i] = mean[source, i] + ((row < rows ? 1 : -1) * MathF.Sqrt(variance[source, i]));
        }

        return new Phase(new MachineState { [enumerated] = States.From(states), [other] = States.Dense(points) }, halves);
    }
}
