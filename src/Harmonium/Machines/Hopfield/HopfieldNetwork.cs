using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Machines.Hopfield;

/// <summary>
/// A Hopfield network (1982): N neurons with two values, all coupled by symmetric weights. The states evolve to a local minimum of E(s) = −Σ b_i s_i
/// − Σ_{i&lt;j} w_ij s_i s_j. Stored patterns are such minima, so the network recalls them from a part or a corrupted copy: an associative memory.
/// Neurons are ±1 internally. A network of 0/1 neurons is the same network with s = 2x − 1.
/// </summary>
public sealed class HopfieldNetwork
{
    private readonly HopfieldWeights _weights;

    /// <summary>Creates a network with the given weights.</summary>
    /// <param name="weights">W, [N, N], symmetric with a zero diagonal; not copied.</param>
    /// <param name="bias">b, [N], not copied; zeros if null.</param>
    /// <param name="values">The values of neurons in probes and results. Weights and biases are those of ±1 neurons in both cases.</param>
    /// <exception cref="ArgumentException">The weights are not symmetric or have a nonzero diagonal, or the biases do not fit.</exception>
    public HopfieldNetwork(Tensor weights, Tensor? bias = null, NeuronValues values = NeuronValues.Spin)
        : this(new MatrixWeights(Checked(weights)), bias, values)
    {
    }

    internal HopfieldNetwork(HopfieldWeights weights, Tensor? bias, NeuronValues values)
    {
        _weights = weights;
        Bias = bias ?? Tensor.Zeros(weights.Device, weights.Count);
        Values = values;
        if (Bias.Rank != 1 || Bias.Count != weights.Count)
            throw new ArgumentException($"The biases of {weights.Count} neurons must be [{weights.Count}], not {Tensor.Describe(Bias.Shape)}.", nameof(bias));
    }

    /// <summary>The number of neurons N.</summary>
    public int Count => _weights.Count;

    /// <summary>The values of neurons in probes and results.</summary>
    public NeuronValues Values { get; }

    /// <summary>b of ±1 neurons, [N].</summary>
    public Tensor Bias { get; }

    internal HopfieldWeights Memory => _weights;

    /// <summary>Creates a network that stores the given patterns.</summary>
    /// <param name="patterns">[patterns, N], at least one, with the two values of the neurons.</param>
    /// <param name="options">The storage options; Hebb's rule on ±1 neurons if null.</param>
    /// <exception cref="ArgumentException">There is no pattern, a number is not one of the two values, or an option is out of range.</exception>
    public static HopfieldNetwork Store(Tensor patterns, StorageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        options ??= new StorageOptions();
        options.Validate();
        if (patterns.Rank != 2 || patterns.Rows < 1 || patterns.Columns < 2)
            throw new ArgumentException("Patterns must be [patterns, neurons], at least one pattern of two neurons; they are " +
                $"{Tensor.Describe(patterns.Shape)}.", nameof(patterns));
        return new HopfieldNetwork(PatternStorage.Store(ToSpins(patterns, options.Values), options), null, options.Values);
    }

    /// <summary>Returns the weight matrix for ±1 neurons, [N, N]. If the network stores patterns instead, it is computed on each call.</summary>
    public Tensor ToMatrix() => _weights.ToMatrix();

    /// <summary>h_i = Σ_j w_ij s_j + b_i for ±1 neurons, [batch, N] → [batch, N].</summary>
    /// <param name="states">States with the values of the network.</param>
    public Tensor Fields(Tensor states) => FieldsOf(ToSpins(Fitting(states), Values));

    /// <summary>E(s) = −Σ b_i s_i − Σ_{i&lt;j} w_ij s_i s_j of ±1 neurons, [batch, N] → [batch].</summary>
    /// <param name="states">States with the values of the network.</param>
    public double[] Energy(Tensor states) => EnergyOf(ToSpins(Fitting(states), Values));

    /// <summary>Returns how many of the given states, [batch, N], are fixed points. If storing succeeded, all stored patterns are.</summary>
    public int CountFixedPoints(Tensor states)
    {
        Tensor spins = ToSpins(Fitting(states), Values), next = spins.Clone();
        StepTo(next);
        return Enumerable.Range(0, spins.Rows).Count(row => next.Row(row).SequenceEqual(spins.Row(row)));
    }

    /// <summary>Lets all probes evolve until nothing changes, a cycle is found, or the sweeps are used up.</summary>
    /// <param name="probes">[probes, N], with the values of the network; not changed.</param>
    /// <param name="options">The recall options; asynchronous updates if null.</param>
    /// <param name="cancel">Cancels between two sweeps.</param>
    /// <exception cref="ArgumentException">The probes do not fit the network or have other values, or an option is out of range.</exception>
    public Recollection Recall(Tensor probes, RecallOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new RecallOptions();
        options.Validate();
        Tensor spins = ToSpins(Fitting(probes), Values);
        for (int sweep = 0; sweep < options.HeatedSweeps; sweep++)
        {
            cancel.ThrowIfCancellationRequested();
            ThermalNoise heat = new(options.Temperature * (1 - ((double)sweep / options.HeatedSweeps)),
                RandomStream.For(options.Seed, Purpose.Sampling, sweep));
            _weights.Sweep(spins, Bias, RandomStream.For(options.Seed, Purpose.Shuffling, sweep).Permutation(Count), heat);
        }

        RecallEnd[] ends = new RecallEnd[spins.Rows];
        int[] sweeps = new int[spins.Rows];
        List<double[]> energies = options.TraceEnergy ? [EnergyOf(spins)] : [];
        int[] active = [.. Enumerable.Range(0, spins.Rows)];
        Tensor now = spins.Clone();
        Tensor? before = null;
        for (int sweep = 0; sweep < options.Sweeps && active.Length > 0; sweep++)
        {
            cancel.ThrowIfCancellationRequested();
            Tensor next = now.Clone();
            if (options.Dynamics == Dynamics.Asynchronous)
                _weights.Sweep(next, Bias, RandomStream.For(options.Seed, Purpose.Shuffling, options.HeatedSweeps + sweep).Permutation(Count), default);
            else
                StepTo(next);
            List<int> left = [];
            for (int k = 0; k < active.Length; k++)
            {
                int probe = active[k];
                bool still = next.Row(k).SequenceEqual(now.Row(k));
                bool back = !still && before is not null && options.Dynamics == Dynamics.Synchronous && next.Row(k).SequenceEqual(before.Row(k));
                ends[probe] = still ? RecallEnd.FixedPoint : back ? RecallEnd.Cycle : RecallEnd.Unfinished;
                if (!still && !back)
                {
                    sweeps[probe]++;
                    left.Add(k);
                    next.Row(k).CopyTo(spins.Row(probe));
                }
            }

            if (options.TraceEnergy)
                energies.Add(EnergyOf(spins));
            before = Rows(now, left);
            now = Rows(next, left);
            active = [.. left.Select(k => active[k])];
        }

        return new Recollection(FromSpins(spins), ends, sweeps, energies);
    }

    /// <summary>m = Σ_i s_i t_i / N of each pair of rows, [batch]: 1 for equal states, 0 for unrelated states, −1 for opposite states.</summary>
    public double[] Overlaps(Tensor states, Tensor others)
    {
        Tensor s = ToSpins(Fitting(states), Values), t = ToSpins(Fitting(others), Values);
        return [.. s.DotRows(States.Dense(t)).Select(sum => sum / Count)];
    }

    /// <summary>
    /// Returns the Boltzmann machine with p(s) ∝ exp(−E(s) / T). At low temperature it rarely leaves the minima; at high temperature it moves freely.
    /// It has one visible layer with a lateral coupling: spins with W / T and b / T, or 0/1 units with 4 W / T and 2 (b_i − Σ_j w_ij) / T, which
    /// follow from s = 2x − 1.
    /// </summary>
    /// <param name="temperature">T, above 0.</param>
    public BoltzmannMachine ToBoltzmannMachine(double temperature)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature,
                "The temperature must be finite and above 0. For temperature 0, use the Hopfield network itself.");
        Tensor weights = ToMatrix().Clone(), bias = Bias.Clone();
        if (Values == NeuronValues.Spin)
        {
            Layer spins = new("visible", LayerRole.Visible, new Spin(bias.Scale((float)(1 / temperature))));
            return new BoltzmannMachine([spins], [new LateralCoupling(spins, weights.Scale((float)(1 / temperature)))]);
        }

        Tensor sums = weights.Multiply(Tensor.Filled(1, Count, 1).To(weights.Device));
        for (int i = 0; i < Count; i++)
            bias[i] = (float)(2 * (bias[i] - sums[i, 0]) / temperature);
        Layer layer = new("visible", LayerRole.Visible, new Bernoulli(bias));
        return new BoltzmannMachine([layer], [new LateralCoupling(layer, weights.Scale((float)(4 / temperature)))]);
    }

    internal static Tensor ToSpins(Tensor states, NeuronValues values)
    {
        Tensor spins = states.Contiguous().Clone();
        Span<float> numbers = spins.AsSpan();
        float low = values == NeuronValues.Spin ? -1 : 0;
        for (int k = 0; k < numbers.Length; k++)
        {
            float x = numbers[k];
            if (x != 1 && x != low)
                throw new ArgumentException($"Neuron {k % states.Columns} of row {k / states.Columns} is {x}; a neuron of this network is {low} or 1.",
                    nameof(states));
            numbers[k] = x == 1 ? 1 : -1;
        }

        return spins;
    }

    private static Tensor Checked(Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return SymmetricMatrix.Complaint(weights) is { } complaint
            ? throw new ArgumentException(
                $"The weights of a Hopfield network must be symmetric with a zero diagonal, or the energy could rise: {complaint}.", nameof(weights))
            : weights;
    }

    private static Tensor Rows(Tensor from, List<int> rows)
    {
        if (rows.Count == from.Rows)
            return from;
        Tensor taken = Tensor.Zeros(from.Device, rows.Count, from.Columns);
        for (int k = 0; k < rows.Count; k++)
            from.Row(rows[k]).CopyTo(taken.Row(k));
        return taken;
    }

    private Tensor Fitting(Tensor states)
    {
        ArgumentNullException.ThrowIfNull(states);
        return states.Columns == Count && states.Rank == 2 ? states
            : throw new ArgumentException($"States of {Count} neurons must be [batch, {Count}]; they are {Tensor.Describe(states.Shape)}.", nameof(states));
    }

    private Tensor FieldsOf(Tensor spins)
    {
        Tensor fields = _weights.Fields(spins);
        ReadOnlySpan<float> bias = Bias.AsSpan();
        for (int example = 0; example < fields.Rows; example++)
        {
            Span<float> h = fields.Row(example);
            for (int i = 0; i < h.Length; i++)
                h[i] += bias[i];
        }

        return fields;
    }

    private double[] EnergyOf(Tensor spins)
    {
        double[] coupled = _weights.Fields(spins).DotRows(States.Dense(spins)), biased = States.Dense(spins).Dot(Bias);
        return [.. coupled.Select((x, example) => (-x / 2) - biased[example])];
    }

    private void StepTo(Tensor spins)
    {
        Tensor fields = FieldsOf(spins);
        for (int example = 0; example < spins.Rows; example++)
        {
            Span<float> s = spins.Row(example);
            ReadOnlySpan<float> h = fields.Row(example);
            for (int i = 0; i < s.Length; i++)
                s[i] = h[i] * s[i] >= 0 ? s[i] : -s[i];
        }
    }

    private Tensor FromSpins(Tensor spins)
    {
        if (Values == NeuronValues.Spin)
            return spins;
        foreach (ref float s in spins.AsSpan())
            s = (s + 1) / 2;
        return spins;
    }
}
