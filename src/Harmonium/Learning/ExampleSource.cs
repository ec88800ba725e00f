using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Data.Tables;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning;

/// <summary>
/// The batches of a data set as states of a visible layer: the examples of each step, made black and white at each visit where
/// that is asked for.
/// </summary>
public sealed class ExampleSource
{
    private readonly Dictionary<int, (Tensor Values, States Bits)> _buffers = [];
    private readonly bool _binary;
    private readonly Device _device;
    private readonly ulong _seed;
    private readonly int? _columns;

    /// <summary>A source of batches.</summary>
    /// <param name="data">The examples, values in [0, 1] where they are to be binarized.</param>
    /// <param name="batchSize">How many a step sees.</param>
    /// <param name="seed">The seed of the order and of binarization.</param>
    /// <param name="binarization">How gray values become 0 and 1.</param>
    /// <param name="device">Where the states go.</param>
    public ExampleSource(Dataset data, int batchSize, ulong seed, Binarization binarization, Device device)
    {
        Batches = new Batches(Binarizer.Fix(data, binarization, seed), batchSize, seed);
        _binary = binarization != Binarization.None;
        _device = device;
        _seed = seed;
    }

    /// <summary>Which examples each step sees.</summary>
    public Batches Batches { get; }

    /// <summary>The weight of every example of the data set, none negative; null for equal ones.</summary>
    public float[]? Weights { get; init; }

    /// <summary>
    /// What a batch of values is sent through before it is shown, such as the lower layers of a stack, [batch, columns of the data] → [batch,
    /// <see cref="Columns"/>], with the numbers of the step; null to show the values themselves. A whole batch at a time.
    /// </summary>
    public Func<Tensor, RandomStream, Tensor>? Encoding { get; init; }

    /// <summary>How many numbers an example has that is shown.</summary>
    public int Columns
    {
        get => _columns ?? Batches.Data.Examples.Columns;
        init => _columns = value;
    }

    /// <summary>Whether a value that is not a number stands for one that is missing.</summary>
    public bool NaNIsMissing { get; init; }

    /// <summary>The batches that learn a table: the examples of every visible layer, missing cells marked.</summary>
    /// <param name="rbm">The machine of the table's columns.</param>
    /// <param name="table">The table.</param>
    /// <param name="batch">How many rows a step sees.</param>
    /// <param name="seed">The seed of the order.</param>
    public static IReadOnlyDictionary<Layer, ExampleSource> OfTable(TableMachine rbm, Table table, int batch, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        IReadOnlyList<Dataset> data = rbm.Encoding.Encode(table);
        Device device = rbm.Couplings[0].Weights.Device;
        return rbm.Visible
            .Select((layer, i) => (layer, new ExampleSource(data[i], batch, seed, Binarization.None, device) { NaNIsMissing = true }))
            .ToDictionary(pair => pair.layer, pair => pair.Item2);
    }

    /// <summary>The examples of a step, [batch, units], 0 where they are missing; valid until the next call.</summary>
    public States StatesOf(long step)
    {
        int[] rows = Batches.RowsOf(step).ToArray();
        if (!_buffers.TryGetValue(rows.Length, out (Tensor Values, States Bits) buffers))
        {
            int columns = Batches.Data.Examples.Columns;
            _buffers[rows.Length] = buffers = (Tensor.Zeros(_device, rows.Length, columns), States.Binary(_device, rows.Length, Columns));
        }

        Tensor values = buffers.Values;
        // In stretches of eight rows, as binary states are drawn: a thread draws from what it copied.
        _device.Share(rows.Length, (start, end) => Batches.Data.Examples.CopyRows(rows.AsSpan(start, end - start), values.RowRange(start, end - start)),
            granularity: 8);
        if (NaNIsMissing)
            Replace(values, value => float.IsNaN(value) ? 0 : value);
        // Branch 1: the numbers of layers that are sent through; branch 0 makes values binary.
        if (Encoding is not null)
            values = Encoding(values, Binarizer.SampledAt(_seed, step).At(1));
        // Values that are 0 or 1 already come out of the draw as they are.
        return _binary ? values.SampleBernoulli(Binarizer.SampledAt(_seed, step), buffers.Bits) : States.From(values);
    }

    /// <summary>What is known of a step's examples, [batch, units], 1 or 0; null where nothing can be missing.</summary>
    public Tensor? KnownOf(long step)
    {
        if (!NaNIsMissing)
            return null;
        ReadOnlySpan<int> rows = Batches.RowsOf(step);
        Tensor known = Tensor.Zeros(_device, rows.Length, Batches.Data.Examples.Columns);
        Batches.Data.Examples.CopyRows(rows, known);
        return Replace(known, value => float.IsNaN(value) ? 0 : 1);
    }

    /// <summary>How many examples a step has, or the sum of their weights: what a batch counts for next to others.</summary>
    public double MassOf(long step)
    {
        ReadOnlySpan<int> rows = Batches.RowsOf(step);
        double sum = Weights is null ? rows.Length : 0;
        for (int i = 0; Weights is not null && i < rows.Length; i++)
            sum += Weights[rows[i]];
        return sum;
    }

    /// <summary>The weights of a step's examples, summing to 1; null for equal ones.</summary>
    public Tensor? WeightsOf(long step)
    {
        if (Weights is null)
            return null;
        ReadOnlySpan<int> rows = Batches.RowsOf(step);
        Tensor weights = Tensor.Zeros(_device, rows.Length);
        double sum = 0;
        foreach (int row in rows)
            sum += Weights[row];
        if (!(sum > 0))
            throw new ArgumentException($"The weights of the examples of step {step} sum to {sum}; at least one must be above 0.");
        for (int i = 0; i < rows.Length; i++)
            weights[i] = (float)(Weights[rows[i]] / sum);
        return weights;
    }

    private static Tensor Replace(Tensor values, Func<float, float> replacement)
    {
        foreach (ref float value in values.AsSpan())
            value = replacement(value);
        return values;
    }
}
