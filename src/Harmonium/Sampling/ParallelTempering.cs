using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Harmonium.Sampling;

/// <summary>
/// Parallel tempering (Desjardins, Courville, Bengio, Vincent, Delalleau 2010; Cho, Raiko, Ilin 2010): ladders of chains on the path p_β(x) ∝ exp(−Σ
/// E_l(x_l) + β Σ ⟨x_a, C x_b⟩ + (1 − β) Σ d_l·x_l) from independent units at β = 0 to the machine at β = 1. With S(x) = Σ ⟨x_a, C x_b⟩ − Σ d_l·x_l,
/// neighbors t and u swap with probability min(1, exp((β_t − β_u)(S(x_u) − S(x_t)))). Even and odd pairs alternate. All chains are rows of one batch,
/// so that a sweep of all temperatures takes one product per coupling. A swap exchanges the temperatures of two rows and moves no states. It works
/// for any machine whose layers form two sides with couplings only between the sides.
/// </summary>
public sealed class ParallelTempering
{
    private readonly MachineSides _sides;
    private readonly TemperingOptions _options;
    private readonly Dictionary<Layer, Tensor> _baseMeans;
    private readonly Device _device;
    private readonly Dictionary<Layer, Buffers> _buffers;
    private readonly SwapRates _swaps;
    private readonly float[] _betas;
    private readonly int[] _rowAt;
    private readonly float[] _betaOfRow;
    private long _sweeps;

    /// <summary>Creates ladders of chains without states.</summary>
    /// <param name="machine">The machine to sample.</param>
    /// <param name="ladders">The number of chains per temperature, at least 1.</param>
    /// <param name="options">The temperatures; defaults if null.</param>
    /// <param name="baseMeans">
    /// The means, [units], of layers at β = 0: those of the data for the visible layer, those inferred from the data for a hidden layer. Layers that
    /// are not in the dictionary keep their own biases.
    /// </param>
    /// <exception cref="ArgumentException">The layers do not form two sides, or an option is out of range.</exception>
    public ParallelTempering(BoltzmannMachine machine, int ladders, TemperingOptions? options = null, IReadOnlyDictionary<Layer, Tensor>? baseMeans = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentOutOfRangeException.ThrowIfLessThan(ladders, 1);
        _options = options ?? new TemperingOptions();
        _options.Validate();
        Machine = machine;
        Ladders = ladders;
        _sides = MachineSides.Of(machine);
        _baseMeans = (baseMeans ?? new Dictionary<Layer, Tensor>()).ToDictionary(pair => pair.Key, pair => pair.Value.Clone());
        _device = machine.Parameters.First().Values.Device;
        int temperatures = _options.Temperatures, rows = checked(ladders * temperatures);
        _buffers = machine.Layers.ToDictionary(layer => layer, layer => new Buffers(layer.Units, _device, rows, _sides.Second.Contains(layer)));
        _swaps = new SwapRates(temperatures - 1);
        _betas = [.. Enumerable.Range(0, temperatures).Select(t => (float)t / (temperatures - 1))];
        _rowAt = [.. Enumerable.Range(0, rows)];
        _betaOfRow = [.. Enumerable.Range(0, rows).Select(row => _betas[row / ladders])];
    }

    /// <summary>The machine to sample.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>The number of chains per temperature.</summary>
    public int Ladders { get; }

    /// <summary>The inverse temperatures, from 0 to 1.</summary>
    public IReadOnlyList<float> InverseTemperatures => _betas;

    /// <summary>The swap rate of each pair of neighbors in the ladder, as a running mean, from the highest temperature down.</summary>
    public IReadOnlyList<float> SwapRates => _swaps.Rates;

    /// <summary>The states of all chains, one per row. <see cref="RowsAt"/> returns the rows of a temperature.</summary>
    public MachineState State { get; } = new();

    /// <summary>Returns the rows of the chains at an inverse temperature, in the order of the ladders.</summary>
    /// <param name="temperature">The index in <see cref="InverseTemperatures"/>.</param>
    public ReadOnlySpan<int> RowsAt(int temperature) => _rowAt.AsSpan(temperature * Ladders, Ladders);

    /// <summary>Returns a copy of the states at β = 1, which are samples of the machine.</summary>
    public MachineState AtMachine()
    {
        MachineState state = new();
        foreach (Layer layer in Machine.Layers)
            state[layer] = State[layer].Take(RowsAt(_betas.Length - 1));
        return state;
    }

    /// <summary>Draws every layer independently, as units without input.</summary>
    public void SampleIndependently(RandomStream random)
    {
        foreach (Layer layer in Machine.Layers)
        {
            Buffers buffers = _buffers[layer];
            buffers.Input.Scale(0);
            State[layer] = layer.Units.For(State.Find(layer)).Sample(buffers.Input, random.At(Machine.IndexOf(layer)), buffers.Samples);
        }
    }

    /// <summary>Runs sweeps. Each sweep draws both sides of every chain at its temperature and then swaps neighbors.</summary>
    /// <param name="sweeps">The number of sweeps.</param>
    /// <param name="random">The random stream to draw from.</param>
    /// <param name="first">The number of the first sweep in the stream.</param>
    public void Sweep(int sweeps, RandomStream random, int first = 0)
    {
        Dictionary<Layer, Tensor> shifts = Shifts();
        int branches = Machine.Layers.Count + 1;
        for (int sweep = first; sweep < first + sweeps; sweep++)
        {
            foreach (Layer layer in _sides.First)
                Draw(layer, shifts.GetValueOrDefault(layer), random.At((sweep * branches) + Machine.IndexOf(layer)));
            foreach (Layer layer in _sides.Second)
                Draw(layer, shifts.GetValueOrDefault(layer), random.At((sweep * branches) + Machine.IndexOf(layer)));
            Swap(Exponents(shifts), random.At((sweep * branches) + branches - 1));
            if (_options.AdaptEvery > 0 && _sweeps % _options.AdaptEvery == 0)
                Adapt();
        }
    }

    /// <summary>The means of a layer at β = 0, which may be changed; null if the layer keeps its own biases.</summary>
    internal Tensor? BaseMeans(Layer layer) => _baseMeans.GetValueOrDefault(layer);

    /// <summary>Returns the means of a layer of the second side at β = 1 given the first side, [ladders, units]. Call it after a sweep.</summary>
    internal Tensor MeansAtMachine(Layer layer)
    {
        Buffers buffers = _buffers[layer];
        ReadOnlySpan<int> rows = RowsAt(_betas.Length - 1);
        Tensor input = Tensor.Aligned(_device, rows.Length, layer.Units.Count);
        for (int i = 0; i < rows.Length; i++)
            buffers.Input.Row(rows[i]).CopyTo(input.Row(i));
        return layer.Units.Mean(input);
    }

    /// <summary>Returns the state that the next sweep depends on, except the parameters: layer states, temperatures, swap rates and rows.</summary>
    internal Dictionary<string, Tensor> Save()
    {
        Dictionary<string, Tensor> saved = Machine.Layers.ToDictionary(layer => $"tempering.{layer.Name}", layer => State[layer].AsTensor());
        foreach ((Layer layer, Tensor mean) in _baseMeans)
            saved[$"tempering.base.{layer.Name}"] = mean;
        saved["tempering.betas"] = Tensor.From(_betas, _betas.Length);
        saved["tempering.rates"] = Tensor.From(_swaps.Rates, _swaps.Rates.Length);
        saved["tempering.rows"] = Tensor.From([.. _rowAt.Select(row => (float)row)], _rowAt.Length);
        // Only the remainder matters, and it is small enough for a float32.
        saved["tempering.sweeps"] = Tensor.From([_sweeps % (2L * Math.Max(1, _options.AdaptEvery))], 1);
        return saved;
    }

    /// <summary>Restores the state returned by <see cref="Save"/>.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or has a different shape.</exception>
    internal void Restore(Func<string, Tensor> find)
    {
        foreach (Layer layer in Machine.Layers)
        {
            Tensor saved = find($"tempering.{layer.Name}");
            if (saved.Rows != _rowAt.Length || saved.Columns != layer.Units.Count)
                throw new ArgumentException($"The saved chains of '{layer.Name}' are {Tensor.Describe(saved.Shape)}; this training has [{_rowAt.Length}, " +
                    $"{layer.Units.Count}].");
            State[layer] = States.From(saved.Clone());
        }

        foreach ((Layer layer, Tensor mean) in _baseMeans)
            find($"tempering.base.{layer.Name}").CopyTo(mean);
        Fill(_betas, "tempering.betas");
        Fill(_swaps.Rates, "tempering.rates");
        float[] rows = new float[_rowAt.Length];
        Fill(rows, "tempering.rows");
        for (int i = 0; i < rows.Length; i++)
        {
            if (!(rows[i] >= 0 && rows[i] < rows.Length))
                throw new ArgumentException($"The saved order of the chains has row {rows[i]}; there are {rows.Length} rows.");
            _rowAt[i] = (int)rows[i];
        }

        _sweeps = (long)find("tempering.sweeps")[0];
        SetTemperatures();

        void Fill(float[] target, string name)
        {
            Tensor saved = find(name);
            if (saved.Count != target.Length)
                throw new ArgumentException($"The saved tensor '{name}' has {saved.Count} numbers; this training has {target.Length}.");
            saved.AsSpan().CopyTo(target);
        }
    }

    private void Draw(Layer layer, Tensor? shift, RandomStream random)
    {
        Buffers buffers = _buffers[layer];
        Machine.Input(layer, State, buffers.Input);
        _device.Share(buffers.Input.Rows, (start, end) =>
        {
            float[]? part = shift is null ? null : new float[shift.Count];
            for (int row = start; row < end; row++)
            {
                float beta = _betaOfRow[row];
                Span<float> input = buffers.Input.Row(row), scaled = buffers.Scaled.Row(row);
                if (part is null)
                {
                    TensorPrimitives.Multiply(input, beta, scaled);
                    continue;
                }

                TensorPrimitives.Multiply(shift!.AsSpan(), 1 - beta, part);
                TensorPrimitives.FusedMultiplyAdd(input, beta, part, scaled);
            }
        }, granularity: 8);
        State[layer] = layer.Units.For(State.Find(layer)).Sample(buffers.Scaled, random, buffers.Samples);
    }

    /// <summary>S(x) of every chain. The inputs of the second side are those that its states were drawn from.</summary>
    private double[] Exponents(Dictionary<Layer, Tensor> shifts)
    {
        double[] sum = new double[_rowAt.Length];
        foreach (Layer layer in _sides.Second)
        {
            double[] interactions = _buffers[layer].Input.DotRows(State[layer]);
            for (int i = 0; i < sum.Length; i++)
                sum[i] += interactions[i];
        }

        foreach ((Layer layer, Tensor shift) in shifts)
        {
            double[] shifted = State[layer].Dot(shift);
            for (int i = 0; i < sum.Length; i++)
                sum[i] -= shifted[i];
        }

        return sum;
    }

    private void Swap(double[] exponents, RandomStream random)
    {
        for (int t = (int)(_sweeps % 2); t < _betas.Length - 1; t += 2)
        {
            double acceptance = 0;
            for (int ladder = 0; ladder < Ladders; ladder++)
            {
                ref int hot = ref _rowAt[(t * Ladders) + ladder], cold = ref _rowAt[((t + 1) * Ladders) + ladder];
                double ratio = Math.Exp(Math.Min(0, (_betas[t] - (double)_betas[t + 1]) * (exponents[cold] - exponents[hot])));
                acceptance += ratio;
                if (random.Uniform(ladder, t) < ratio)
                    (hot, cold) = (cold, hot);
            }

            _swaps.Record(t, acceptance / Ladders);
        }

        _sweeps++;
        SetTemperatures();
    }

    private void Adapt()
    {
        _swaps.Equalize(_betas).CopyTo(_betas, 0);
        SetTemperatures();
    }

    private void SetTemperatures()
    {
        for (int i = 0; i < _rowAt.Length; i++)
            _betaOfRow[_rowAt[i]] = _betas[i / Ladders];
    }

    /// <summary>d of the layers with given means at β = 0. Computed on each call, because the machine's own biases may have changed.</summary>
    private Dictionary<Layer, Tensor> Shifts()
    {
        // So many examples that smoothing does not change the means.
        const int Many = 1_000_000;
        Dictionary<Layer, Tensor> shifts = [];
        foreach ((Layer layer, Tensor mean) in _baseMeans)
            shifts[layer] = BaseRateModel.Fitted(layer, mean, Many).InputOf(layer)!;
        return shifts;
    }

    private sealed class Buffers
    {
        internal Buffers(LayerUnits units, Device device, int rows, bool keepsInput)
        {
            Input = Tensor.Aligned(device, rows, units.Count);
            Scaled = keepsInput ? Tensor.ZerosLike(Input) : Input;
            Samples = units.NewStates(device, rows);
        }

        internal Tensor Input { get; }

        /// <summary>β · input. It overwrites the input if the input is not needed afterward.</summary>
        internal Tensor Scaled { get; }

        internal States Samples { get; }
    }
}
