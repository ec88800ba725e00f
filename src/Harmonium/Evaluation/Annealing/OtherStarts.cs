using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Harmonium.Evaluation.Annealing;

/// <summary>
/// Starts of reverse runs that do not depend on what the forward runs found. Each family of states is moved by Gibbs sweeps at the machine's own
/// temperature. Those farthest from the particles of the forward runs are chosen, so that a mode with few of the states is not lost among them.
/// The families are examples, examples and particles with all values exchanged (for units with two values), random states of any density, and
/// states cooled from a high temperature.
/// </summary>
internal sealed class OtherStarts
{
    // Long enough to leave states that no mode holds; a few percent of the time of the runs with the ladder of 14,500 steps.
    private const int Sweeps = 200, CoolingSweeps = 500;
    private const int Temperatures = 10;
    private readonly BoltzmannMachine _machine;
    private readonly int _perFamily;
    private readonly ulong _seed;
    private readonly CancellationToken _cancel;
    private readonly bool _hasTwoValues;
    private readonly List<(string Name, MachineState States)> _families = [];
    private int _streams;

    private OtherStarts(BoltzmannMachine machine, int perFamily, ulong seed, CancellationToken cancel)
    {
        _machine = machine;
        _perFamily = perFamily;
        _seed = seed;
        _cancel = cancel;
        _hasTwoValues = machine.Layers.All(layer => BinaryValues.Has(layer.Units));
    }

    /// <summary>Returns starts far from the particles, and the names of their families.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="data">Examples, which belong to the families; null if not available.</param>
    /// <param name="particles">The states that the forward runs ended in.</param>
    /// <param name="count">The number of starts to choose. The first half are examples, if there are any.</param>
    /// <param name="seed">The seed of all random numbers.</param>
    /// <param name="cancel">Cancels between two sweeps.</param>
    internal static (MachineState Starts, string Families) FarFrom(
        BoltzmannMachine machine, MachineData? data, MachineState particles, int count, ulong seed, CancellationToken cancel)
    {
        OtherStarts starts = new(machine, Math.Max(20, 2 * count), seed, cancel);
        if (data is not null && machine.LayersOf(LayerRole.Visible).All(layer => layer.Units is not ReplicatedSoftmax))
            starts.AddExamples(data);
        starts.AddRandom(particles);
        return (starts.Choose(particles, count), string.Join(", ", starts._families.Select(family => family.Name)));
    }

    private void AddExamples(MachineData data)
    {
        MachineState examples = new();
        foreach (MachineState block in data.Sample(_perFamily, _seed).Blocks(_machine))
            examples = examples.Rows == 0 ? block : Joined(examples, block, _machine.LayersOf(LayerRole.Visible));
        Add("examples", FromVisible(examples));
        if (_hasTwoValues)
            Add("mirrored examples", FromVisible(Mirrored(examples)));
    }

    private void AddRandom(MachineState particles)
    {
        if (!_hasTwoValues)
        {
            ParallelTempering tempering = new(_machine, _perFamily, new TemperingOptions { Temperatures = Temperatures });
            tempering.SampleIndependently(Numbers());
            tempering.Sweep(Sweeps, Numbers());
            _families.Add(("tempered states", tempering.AtMachine()));
            return;
        }

        Add("mirrored particles", FromVisible(Mirrored(particles)));
        GibbsChains random = new(_machine, _perFamily);
        SetAtRandom(random, evenly: false);
        Add("random states", random);
        GibbsChains cooled = new(_machine, _perFamily);
        SetAtRandom(cooled, evenly: true);
        double largest = _machine.Parameters.Max(parameter => parameter.Values.LargestMagnitude());
        RandomStream numbers = Numbers();
        CoolingSchedule cooling = new(Math.Max(Temperatures, largest), 1);
        for (int sweep = 0; sweep < CoolingSweeps; sweep++)
        {
            _cancel.ThrowIfCancellationRequested();
            cooled.Temperature = cooling.At(sweep / (CoolingSweeps - 1.0));
            cooled.Sweep(1, numbers, first: sweep);
        }

        Add("cooled states", cooled);
    }

    /// <summary>Sets every unit at random, with the same density in all chains or with densities that rise from chain to chain.</summary>
    private void SetAtRandom(GibbsChains chains, bool evenly)
    {
        foreach (Layer layer in _machine.Layers)
        {
            (float low, float high) = BinaryValues.Of(layer.Units);
            Tensor values = Tensor.Zeros(_machine.Parameters.First().Values.Device, chains.Count, layer.Units.Count);
            RandomStream numbers = Numbers();
            for (int chain = 0; chain < chains.Count; chain++)
            {
                double density = evenly ? 0.5 : (chain + 0.5) / chains.Count;
                for (int unit = 0; unit < layer.Units.Count; unit++)
                    values[chain, unit] = numbers.Uniform(chain, unit) < density ? high : low;
            }

            chains.State[layer] = States.From(values);
        }
    }

    private GibbsChains FromVisible(MachineState visible)
    {
        GibbsChains chains = new(_machine, visible.Rows);
        foreach (Layer layer in _machine.LayersOf(LayerRole.Visible))
            chains.State[layer] = visible[layer];
        RandomStream numbers = Numbers();
        chains.SampleIndependently(_machine.LayersOf(LayerRole.Hidden), numbers);
        chains.Sample(LayerRole.Hidden, numbers, sweep: 1);
        return chains;
    }

    private void Add(string family, GibbsChains chains)
    {
        RandomStream numbers = Numbers();
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            _cancel.ThrowIfCancellationRequested();
            chains.Sweep(1, numbers, first: sweep);
        }

        _families.Add((family, chains.State));
    }

    private MachineState Mirrored(MachineState states)
    {
        MachineState mirrored = new();
        foreach (Layer layer in _machine.LayersOf(LayerRole.Visible))
        {
            (float low, float high) = BinaryValues.Of(layer.Units);
            Tensor values = states[layer].AsTensor().Contiguous().Clone();
            Span<float> numbers = values.AsSpan();
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = low + high - numbers[i];
            mirrored[layer] = States.From(values);
        }

        return mirrored;
    }

    /// <summary>
    /// Farthest-point selection (Gonzalez 1985): each choice is the state with the largest distance from the particles and all earlier choices.
    /// </summary>
    private MachineState Choose(MachineState particles, int count)
    {
        MachineState pool = _families[0].States;
        foreach ((_, MachineState states) in _families.Skip(1))
            pool = Joined(pool, states, _machine.Layers);
        float[][] taken = Rows(particles), open = Rows(pool);
        double[] distances = [.. open.Select(row => taken.Min(other => Distance(row, other)))];
        int ofFirst = _families[0].States.Rows;
        List<int> chosen = [];
        while (chosen.Count < count)
        {
            _cancel.ThrowIfCancellationRequested();
            int end = chosen.Count < count / 2 ? ofFirst : open.Length, farthest = 0;
            for (int i = 1; i < end; i++)
                farthest = distances[i] > distances[farthest] ? i : farthest;
            chosen.Add(farthest);
            for (int i = 0; i < open.Length; i++)
                distances[i] = Math.Min(distances[i], Distance(open[i], open[farthest]));
            distances[farthest] = -1;
        }

        MachineState starts = new();
        foreach (Layer layer in _machine.Layers)
            starts[layer] = pool[layer].Take([.. chosen]);
        return starts;
    }

    private float[][] Rows(MachineState states)
    {
        Tensor[] layers = [.. _machine.LayersOf(LayerRole.Visible).Select(layer => states[layer].AsTensor())];
        return [.. Enumerable.Range(0, states.Rows).Select(row => layers.SelectMany(layer => layer.Row(row).ToArray()).ToArray())];
    }

    private static double Distance(float[] a, float[] b) => TensorPrimitives.Distance(a, b);

    private static MachineState Joined(MachineState first, MachineState second, IEnumerable<Layer> layers)
    {
        MachineState joined = new();
        foreach (Layer layer in layers)
            joined[layer] = AnnealedChains.Joined(first[layer], second[layer]);
        return joined;
    }

    private RandomStream Numbers() => RandomStream.For(_seed, Purpose.Evaluation, ++_streams);
}
