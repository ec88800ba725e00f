using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium;

/// <summary>
/// The model's statistics without sampling: all states of the smaller side of an RBM with their probabilities, the other side
/// in closed form. For small machines; the yardstick of every other estimator.
/// </summary>
public sealed class ExactGradient : GradientEstimator
{
    /// <summary>The most units that are enumerated: 2¹⁴ states keep a step below a second and its memory below 100 MB.</summary>
    public const int MaximumUnits = 14;

    private readonly Rbm _rbm;
    private readonly bool _enumerateHidden;
    private readonly States _all;

    /// <summary>An estimator for an RBM of Bernoulli units with at most <see cref="MaximumUnits"/> on one side.</summary>
    /// <exception cref="ArgumentException">Both sides are too large, or not of Bernoulli units.</exception>
    public ExactGradient(Rbm rbm)
        : base(rbm?.Machine!)
    {
        _rbm = rbm!;
        Units visible = rbm!.Visible.Units, hidden = rbm.Hidden.Units;
        _enumerateHidden = hidden.Count <= visible.Count;
        Units smaller = _enumerateHidden ? hidden : visible;
        if (smaller is not Bernoulli || smaller.Count > MaximumUnits)
        {
            throw new ArgumentException(
                $"The exact gradient enumerates one side of Bernoulli units, at most {MaximumUnits} of them; this machine has {visible.Count} {visible.Kind} and {hidden.Count} {hidden.Kind} units. " +
                "Use persistent contrastive divergence.", nameof(rbm));
        }

        _all = AllStates(smaller.Count, rbm.Weights.Device);
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
        MachineState state = new() { [enumerated] = _all, [other] = States.Dense(other.Units.Mean(input)) };
        return new Statistics(positive, new Phase(state, probabilities));
    }

    private static States AllStates(int units, Device device)
    {
        Tensor states = Tensor.Zeros(device, 1 << units, units);
        for (int row = 0; row < states.Rows; row++)
        {
            for (int unit = 0; unit < units; unit++)
                states[row, unit] = (row >> unit) & 1;
        }

        return States.From(states);
    }
}
