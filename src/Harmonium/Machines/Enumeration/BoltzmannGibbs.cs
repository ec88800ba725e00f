using Harmonium.Mathematics;
using Harmonium.Units;

namespace Harmonium.Machines.Enumeration;

/// <summary>
/// The Boltzmann–Gibbs distribution of a system with few states: p_i = exp(−E_i / T) / Z, with k_B = 1, in double. States of low energy are more
/// probable, and the more so the lower the temperature.
/// </summary>
public sealed class BoltzmannGibbs
{
    private readonly double[] _probabilities;

    /// <summary>Creates the distribution over states with the given energies.</summary>
    /// <param name="energies">E_i of each state, finite, in nats at T = 1; at least one.</param>
    /// <param name="temperature">T, above 0.</param>
    /// <exception cref="ArgumentException">There are no states, an energy is not finite, or the temperature is not above 0.</exception>
    public BoltzmannGibbs(IReadOnlyList<double> energies, double temperature = 1)
        : this(energies, temperature, null)
    {
    }

    private BoltzmannGibbs(IReadOnlyList<double> energies, double temperature, StateSpace? space)
    {
        ArgumentNullException.ThrowIfNull(energies);
        if (energies.Count == 0)
            throw new ArgumentException("A system has at least one state; none was given.", nameof(energies));
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be finite and above 0.");
        for (int i = 0; i < energies.Count; i++)
        {
            if (!double.IsFinite(energies[i]))
                throw new ArgumentException($"The energy of state {i} is {energies[i]}; energies must be finite.", nameof(energies));
        }

        Temperature = temperature;
        Energies = energies;
        Space = space;
        _probabilities = [.. energies.Select(energy => -energy / temperature)];
        LogPartition = LogSumExp.Of(_probabilities);
        for (int i = 0; i < _probabilities.Length; i++)
        {
            _probabilities[i] = Math.Exp(_probabilities[i] - LogPartition);
            MeanEnergy += _probabilities[i] * energies[i];
        }

        double variance = 0;
        for (int i = 0; i < _probabilities.Length; i++)
            variance += _probabilities[i] * (energies[i] - MeanEnergy) * (energies[i] - MeanEnergy);
        HeatCapacity = variance / (temperature * temperature);
    }

    /// <summary>T.</summary>
    public double Temperature { get; }

    /// <summary>E_i of each state.</summary>
    public IReadOnlyList<double> Energies { get; }

    /// <summary>The numbering of the states of a machine; null if only energies were given.</summary>
    public StateSpace? Space { get; }

    /// <summary>p_i of each state; they sum to 1.</summary>
    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <summary>log Z = log Σ exp(−E_i / T).</summary>
    public double LogPartition { get; }

    /// <summary>U = Σ p_i E_i.</summary>
    public double MeanEnergy { get; }

    /// <summary>S = −Σ p_i log p_i = U / T + log Z, in nats.</summary>
    public double Entropy => (MeanEnergy / Temperature) + LogPartition;

    /// <summary>F = U − T S = −T log Z.</summary>
    public double FreeEnergy => -Temperature * LogPartition;

    /// <summary>C = dU/dT = (M[E²] − M[E]²) / T².</summary>
    public double HeatCapacity { get; }

    /// <summary>Returns the distribution of all layers of a small machine with any graph.</summary>
    /// <param name="machine">A machine of units with two values, at most <see cref="StateSpace.MaximumUnits"/> of them.</param>
    /// <param name="temperature">T; 1 for the machine's own distribution.</param>
    /// <exception cref="ArgumentException">The machine has too many units, or units with more than two values.</exception>
    public static BoltzmannGibbs Of(BoltzmannMachine machine, double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(machine);
        StateSpace space = new(machine.Layers);
        return new BoltzmannGibbs(machine.Energy(space.All), temperature, space);
    }

    /// <summary>
    /// The probability of each state of the given layers, summed over the other layers. States are numbered as in the <see cref="StateSpace"/> of the
    /// layers.
    /// </summary>
    /// <exception cref="InvalidOperationException">The distribution was not created from a machine, so it has no layers.</exception>
    public double[] MarginalOf(IReadOnlyList<Layer> layers)
    {
        StateSpace all = Space ?? throw new InvalidOperationException("Only the distribution of a machine has layers; this one was created from energies.");
        StateSpace some = new(layers);
        double[] marginal = new double[some.Count];
        for (int number = 0; number < _probabilities.Length; number++)
            marginal[some.NumberOf(all.All, number)] += _probabilities[number];
        return marginal;
    }

    /// <summary>KL(p ‖ q) = Σ p log(p / q), in nats; infinite where q is 0 and p is not.</summary>
    /// <exception cref="ArgumentException">The distributions have different numbers of states.</exception>
    public static double Divergence(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        if (p.Length != q.Length)
            throw new ArgumentException($"Two distributions over the same states are needed; these have {p.Length} and {q.Length} states.", nameof(q));
        double sum = 0;
        for (int i = 0; i < p.Length; i++)
            sum += p[i] == 0 ? 0 : p[i] * Math.Log(p[i] / q[i]);
        return sum;
    }
}
