using System.Globalization;
using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Sampling;

/// <summary>
/// Parallel trajectory tempering (Béreux, Decelle, Seoane 2025): the chains of a machine that learns swap with chains of frozen machines of
/// the same run, back to independent units, instead of with hotter copies of itself. Learning passes through the transitions at which
/// modes split one after the other, so that neighbors on the trajectory overlap where temperatures of one machine do not. Neighbors m
/// and n swap visible states with probability min(1, exp(F_m(v_m) + F_n(v_n) − F_m(v_n) − F_n(v_m))); when the mean of it for the
/// learning machine falls under a bound, the machine as it stands is frozen too. The same free energies give log Z along the run by
/// Bennett's ratio between neighbors, from the closed form of the independent units on.
/// </summary>
public sealed class TrajectoryTempering
{
    // Sweeps of one rung and those of the next draw from branches so far apart.
    private const int SweepsPerRung = 10_000;
    private const int SwapBranch = 1 << 23;
    private readonly TrajectoryOptions _options;
    private readonly List<BoltzmannMachine> _machines = [];
    private readonly List<GibbsChains> _chains = [];
    private readonly List<SwapMemory> _swaps = [];
    private long _steps;

    /// <summary>Chains of a machine and of independent units, none of which has states yet.</summary>
    /// <param name="machine">The machine, whose parameters may change between sweeps.</param>
    /// <param name="chains">How many chains each machine of the trajectory has, at least 1.</param>
    /// <param name="options">When machines are frozen; defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
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

    /// <summary>The machine that learns.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>How many chains each machine has.</summary>
    public int Chains { get; }

    /// <summary>How many machines are frozen, the independent units among them.</summary>
    public int Frozen => _machines.Count - 1;

    /// <summary>The states of the chains of the machine that learns.</summary>
    public MachineState State => _chains[^1].State;

    /// <summary>How likely neighbors swap, a running mean for each pair from the independent units on.</summary>
    public IReadOnlyList<float> SwapRates => [.. _swaps.Select(swap => swap.Rate)];

    /// <summary>
    /// log Z of the machine that learns, as it was at the last sweep: that of the independent units and Bennett's ratio of every pair of
    /// neighbors, in nats; NaN before the first sweep. The standard error takes the remembered differences as independent.
    /// </summary>
    public BennettRatio LogPartition()
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

    /// <summary>Draws every layer of every machine independently, as units that receive nothing.</summary>
    public void SampleIndependently(RandomStream random)
    {
        for (int rung = 0; rung < _chains.Count; rung++)
            _chains[rung].SampleIndependently(_machines[rung].Layers, random with { Step = random.Step + (uint)rung });
    }

    /// <summary>Freezes the machine as it stands, its chains staying with both.</summary>
    public void Freeze()
    {
        BoltzmannMachine frozen = Machine.Clone();
        if (Frozen >= _options.MostFrozen)
            RemoveAt(Frozen - 1);
        // What the last pair remembers is of the machine before its last step.
        _swaps[^1].Clear();
        GibbsChains chains = new(frozen, Chains);
        for (int i = 0; i < frozen.Layers.Count; i++)
            chains.State[frozen.Layers[i]] = State[Machine.Layers[i]].Clone();
        _machines.Insert(_machines.Count - 1, frozen);
        _chains.Insert(_chains.Count - 1, chains);
        _swaps.Add(new SwapMemory(_options.Remembered));
    }

    /// <summary>Sweeps of all machines and one round of swaps: even pairs of neighbors, then odd ones at the next call.</summary>
    /// <param name="sweeps">How many sweeps each machine makes.</param>
    /// <param name="random">The numbers to draw with.</param>
    public void Sweep(int sweeps, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sweeps, SweepsPerRung);
        for (int rung = 0; rung < _chains.Count; rung++)
            SweepVisible(_chains[rung], sweeps, random, rung * SweepsPerRung);
        // Differences of the machine that learns belong to where it stands now.
        _swaps[^1].Clear();
        for (int pair = 0; pair < _swaps.Count; pair++)
            Swap(pair, mayExchange: pair % 2 == _steps % 2, random.At(SwapBranch + pair));
        _steps++;
        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
            _chains[^1].Mean(layer);
    }

    /// <summary>Freezes the machine if its chains swap too seldom with the last frozen one.</summary>
    /// <returns>Whether it was frozen.</returns>
    public bool FreezeIfFar()
    {
        if (_swaps[^1].Rate >= _options.LeastSwapRate)
            return false;
        Freeze();
        return true;
    }

    /// <summary>The chains of the machine that learns, with the hidden means of the last sweep.</summary>
    internal GibbsChains Live => _chains[^1];

    /// <summary>The chains of one machine of the trajectory, the independent units being machine 0.</summary>
    internal GibbsChains ChainsOf(int rung) => _chains[rung];

    /// <summary>Everything that decides what follows: frozen machines, the chains of all, swaps.</summary>
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

    /// <summary>Takes back what <see cref="Save"/> gave.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or of another shape.</exception>
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

    // The state of a chain between sweeps is its visible part: hidden layers are drawn first, so that a swap needs no hidden states.
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
