using System.Globalization;
using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Sampling;

/// <summary>
/// Parallel trajectory tempering (Béreux, Decelle, Seoane 2025). The chains of the machine being trained swap with chains of frozen machines from
/// earlier in the same run, back to independent units, instead of with copies at higher temperatures. Training passes through transitions at which
/// modes split one after another. Neighbors on this trajectory overlap where neighboring temperatures of one machine do not. Neighbors m and n swap
/// visible states with probability min(1, exp(F_m(v_m) + F_n(v_n) − F_m(v_n) − F_n(v_m))). When the mean of this probability for the machine being
/// trained falls below a bound, the current machine is frozen too. The same free energies give log Z along the run: Bennett's ratio between
/// neighbors, starting from the closed form for independent units.
/// </summary>
public sealed class TrajectoryTempering
{
    // The distance between the branches of consecutive rungs, which the sweeps draw from.
    private const int SweepsPerRung = 10_000;
    private const int SwapBranch = 1 << 23;
    private readonly TrajectoryOptions _options;
    private readonly List<BoltzmannMachine> _machines = [];
    private readonly List<GibbsChains> _chains = [];
    private readonly List<SwapMemory> _swaps = [];
    private long _steps;

    /// <summary>Creates chains of a machine and of independent units, without states.</summary>
    /// <param name="machine">The machine. Its parameters may change between sweeps.</param>
    /// <param name="chains">The number of chains per machine of the trajectory, at least 1.</param>
    /// <param name="options">The options for freezing; defaults if null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TrajectoryTempering(BoltzmannMachine machine, int chains, TrajectoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentOutOfRangeException.ThrowIfLessThan(chains, 1);
        _options = options ?? new TrajectoryOptions();
        _options.Validate();
        Machine = machine;
        Chains = chains;
        BoltzmannMachine independent = machine.Clone();
        foreach (Coupling coupling in independent.Couplings)
        {
            foreach (Parameter parameter in coupling.Parameters)
                parameter.Values.Scale(0);
            coupling.Changed();
        }

        Add(independent);
        Add(machine);
    }

    /// <summary>The machine being trained.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>The number of chains per machine.</summary>
    public int Chains { get; }

    /// <summary>The number of frozen machines, including the independent units.</summary>
    public int Frozen => _machines.Count - 1;

    /// <summary>The states of the chains of the machine being trained.</summary>
    public MachineState State => _chains[^1].State;

    /// <summary>The swap rate of each pair of neighbors, as a running mean, starting with the independent units.</summary>
    public IReadOnlyList<float> SwapRates => [.. _swaps.Select(swap => swap.Rate)];

    /// <summary>
    /// log Z of the machine being trained, as of the last sweep, in nats: that of the independent units plus Bennett's ratio of every pair of
    /// neighbors. NaN before the first sweep. The standard error treats the stored differences as independent.
    /// </summary>
    internal BennettRatio LogPartition()
    {
        double sum = 0, variance = 0;
        foreach (Layer layer in _machines[0].Layers)
            sum += BaseRateModel.LogPartitionOf(layer.Units, null);
        foreach (SwapMemory swap in _swaps)
        {
            if (swap.Ratio() is not { } ratio)
                return new BennettRatio(double.NaN, double.NaN);
            sum += ratio.LogRatio;
            variance += ratio.StandardError * ratio.StandardError;
        }

        return new BennettRatio(sum, Math.Sqrt(variance));
    }

    /// <summary>Draws every layer of every machine independently, as units without input.</summary>
    public void SampleIndependently(RandomStream random)
    {
        for (int rung = 0; rung < _chains.Count; rung++)
            _chains[rung].SampleIndependently(_machines[rung].Layers, random with { Step = random.Step + (uint)rung });
    }

    /// <summary>Freezes a copy of the current machine, with a copy of its chains.</summary>
    public void Freeze()
    {
        BoltzmannMachine frozen = Machine.Clone();
        if (Frozen >= _options.MostFrozen)
            RemoveAt(Frozen - 1);
        // The differences of the last pair belong to the machine before its last step.
        _swaps[^1].Clear();
        GibbsChains chains = new(frozen, Chains);
        for (int i = 0; i < frozen.Layers.Count; i++)
            chains.State[frozen.Layers[i]] = State[Machine.Layers[i]].Clone();
        _machines.Insert(_machines.Count - 1, frozen);
        _chains.Insert(_chains.Count - 1, chains);
        _swaps.Add(new SwapMemory(_options.Remembered));
    }

    /// <summary>Runs sweeps of all machines and one round of swaps. Even and odd pairs of neighbors alternate between calls.</summary>
    /// <param name="sweeps">The number of sweeps of each machine.</param>
    /// <param name="random">The random stream to draw from.</param>
    public void Sweep(int sweeps, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sweeps, SweepsPerRung);
        for (int rung = 0; rung < _chains.Count; rung++)
            SweepVisible(_chains[rung], sweeps, random, rung * SweepsPerRung);
        // Differences of the machine being trained are valid only for its current parameters.
        _swaps[^1].Clear();
        for (int pair = 0; pair < _swaps.Count; pair++)
            Swap(pair, mayExchange: pair % 2 == _steps % 2, random.At(SwapBranch + pair));
        _steps++;
        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
            _chains[^1].Mean(layer);
    }

    /// <summary>Freezes the current machine if its swap rate with the last frozen machine is too low.</summary>
    /// <returns>True if the machine was frozen.</returns>
    public bool FreezeIfFar()
    {
        if (_swaps[^1].Rate >= _options.LeastSwapRate)
            return false;
        Freeze();
        return true;
    }

    /// <summary>The chains of the machine being trained, with the hidden means of the last sweep.</summary>
    internal GibbsChains Live => _chains[^1];

    /// <summary>Returns the chains of one machine of the trajectory. Machine 0 is the independent units.</summary>
    internal GibbsChains ChainsOf(int rung) => _chains[rung];

    /// <summary>Returns the state that the next sweep depends on: frozen machines, all chains, and swaps.</summary>
    internal Dictionary<string, Tensor> Save()
    {
        Dictionary<string, Tensor> saved = new() { ["trajectory.count"] = Tensor.From([Frozen, _steps % 2], 2) };
        for (int rung = 0; rung < _machines.Count; rung++)
        {
            if (rung < Frozen)
            {
                foreach (Parameter parameter in _machines[rung].Parameters)
                    saved[Name(rung, parameter.Name)] = parameter.Values;
                saved[Name(rung, "swaps")] = _swaps[rung].Save();
            }

            foreach (Layer layer in _machines[rung].LayersOf(LayerRole.Visible))
                saved[Name(rung, $"chains.{layer.Name}")] = _chains[rung].State[layer].AsTensor();
        }

        return saved;
    }

    /// <summary>Restores the state returned by <see cref="Save"/>.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or has a different shape.</exception>
    internal void Restore(Func<string, Tensor> find)
    {
        Tensor count = find("trajectory.count");
        int frozen = (int)count[0];
        if (frozen < 1 || frozen > _options.MostFrozen)
            throw new ArgumentException($"The saved trajectory has {count[0]} frozen machines; this training has 1 to {_options.MostFrozen}.");
        while (Frozen > 1)
            RemoveAt(Frozen - 1);
        while (Frozen < frozen)
            Insert(Machine.Clone());
        for (int rung = 0; rung <= frozen; rung++)
        {
            if (rung < frozen)
            {
                foreach (Parameter parameter in _machines[rung].Parameters)
                    find(Name(rung, parameter.Name)).CopyTo(parameter.Values);
                foreach (Coupling coupling in _machines[rung].Couplings)
                    coupling.Changed();
                _swaps[rung].Restore(find(Name(rung, "swaps")));
            }

            foreach (Layer layer in _machines[rung].LayersOf(LayerRole.Visible))
            {
                Tensor chains = find(Name(rung, $"chains.{layer.Name}"));
                if (chains.Rows != Chains || chains.Columns != layer.Units.Count)
                    throw new ArgumentException($"The saved chains of '{layer.Name}' are {Tensor.Describe(chains.Shape)}; this training has [{Chains}, " +
                        $"{layer.Units.Count}].");
                _chains[rung].State[layer] = States.From(chains.Clone());
            }
        }

        _steps = (long)count[1];
    }

    private static string Name(int rung, string part) => string.Create(CultureInfo.InvariantCulture, $"trajectory.{rung}.{part}");

    // Between sweeps, the state of a chain is its visible states. Hidden layers are drawn first, so a swap needs no hidden states.
    private static void SweepVisible(GibbsChains chains, int sweeps, RandomStream random, int first)
    {
        for (int sweep = first + 1; sweep <= first + sweeps; sweep++)
        {
            chains.Sample(LayerRole.Hidden, random, sweep);
            chains.Sample(LayerRole.Visible, random, sweep);
        }
    }

    private void Swap(int pair, bool mayExchange, RandomStream random)
    {
        GibbsChains low = _chains[pair], high = _chains[pair + 1];
        MachineState lowAsHigh = Renamed(low.State, low.Machine, high.Machine), highAsLow = Renamed(high.State, high.Machine, low.Machine);
        double[] lowOfLow = low.Machine.FreeEnergy(low.State), highOfLow = high.Machine.FreeEnergy(lowAsHigh);
        double[] lowOfHigh = low.Machine.FreeEnergy(highAsLow), highOfHigh = high.Machine.FreeEnergy(high.State);
        bool[] exchanged = new bool[Chains];
        double acceptance = 0;
        for (int i = 0; i < Chains; i++)
        {
            double first = lowOfLow[i] - highOfLow[i], second = lowOfHigh[i] - highOfHigh[i];
            _swaps[pair].Record(first, second);
            double ratio = Math.Exp(Math.Min(0, first - second));
            acceptance += ratio;
            exchanged[i] = mayExchange && random.Uniform(i) < ratio;
        }

        _swaps[pair].RecordRate(acceptance / Chains);
        if (!exchanged.AsSpan().Contains(true))
            return;
        for (int i = 0; i < low.Machine.Layers.Count; i++)
        {
            Layer lowLayer = low.Machine.Layers[i], highLayer = high.Machine.Layers[i];
            if (lowLayer.Role == LayerRole.Visible)
                (low.State[lowLayer], high.State[highLayer]) = low.State[lowLayer].Exchange(high.State[highLayer], exchanged);
        }
    }

    private static MachineState Renamed(MachineState state, BoltzmannMachine from, BoltzmannMachine to)
    {
        MachineState renamed = new();
        for (int i = 0; i < from.Layers.Count; i++)
        {
            if (from.Layers[i].Role == LayerRole.Visible)
                renamed[to.Layers[i]] = state[from.Layers[i]];
        }

        return renamed;
    }

    private void Add(BoltzmannMachine machine)
    {
        if (_machines.Count > 0)
            _swaps.Add(new SwapMemory(_options.Remembered));
        _machines.Add(machine);
        _chains.Add(new GibbsChains(machine, Chains));
    }

    private void Insert(BoltzmannMachine frozen)
    {
        _machines.Insert(_machines.Count - 1, frozen);
        _chains.Insert(_chains.Count - 1, new GibbsChains(frozen, Chains));
        _swaps.Add(new SwapMemory(_options.Remembered));
    }

    private void RemoveAt(int rung)
    {
        _machines.RemoveAt(rung);
        _chains.RemoveAt(rung);
        _swaps.RemoveAt(rung);
    }
}
