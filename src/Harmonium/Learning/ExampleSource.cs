using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Data.Tables;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning;

/// <summary>
/// The batches of a data set as states of a visible layer. The examples of each step are binarized at each visit if requested.
/// </summary>
public sealed class ExampleSource
{
    private readonly Dictionary<int, (Tensor Values, States Bits)> _buffers = [];
    private readonly bool _binary;
    private readonly Device _device;
    private readonly ulong _seed;
    private readonly int? _columns;

    /// <summary>Creates a source of batches.</summary>
    /// <param name="data">The examples. Values must lie in [0, 1] if they are binarized.</param>
    /// <param name="batchSize">The number of examples per step.</param>
    /// <param name="seed">The seed of the example order and of the binarization.</param>
    /// <param name="binarization">How gray values become 0 and 1.</param>
    /// <param name="device">The device of the states.</param>
    public ExampleSource(Dataset data, int batchSize, ulong seed, Binarization binarization, Device device)
    {
        Batches = new Batches(Binarizer.Fix(data, binarization, seed), batchSize, seed);
        _binary = binarization != Binarization.None;
        _device = device;
        _seed = seed;
    }

    /// <summary>The examples of each step.</summary>
    internal Batches Batches { get; }

    /// <summary>The weight of each example of the data set, at least 0; null for equal weights.</summary>
    public float[]? Weights { get; init; }

    /// <summary>
    /// A function applied to each batch of values, such as the lower layers of a stack: [batch, columns of the data] → [batch,
    /// <see cref="Columns"/>]. The second argument is the random stream of the step. Null passes the values on unchanged.
    /// </summary>
    public Func<Tensor, RandomStream, Tensor>? Encoding { get; init; }

    /// <summary>The number of values per example, after encoding.</summary>
    public int Columns
    {
        get => _columns ?? Batches.Data.Examples.Columns;
        init => _columns = value;
    }

    /// <summary>True if a NaN marks a missing value.</summary>
    public bool NaNIsMissing { get; init; }

    /// <summary>Creates the batches of a table: the examples of each visible layer, with a mask of missing cells.</summary>
    /// <param name="rbm">The RBM of the table's columns.</param>
    /// <param name="table">The table.</param>
    /// <param name="batch">The number of rows per step.</param>
    /// <param name="seed">The seed of the row order.</param>
    internal static IReadOnlyDictionary<Layer, ExampleSource> OfTable(TableMachine rbm, Table table, int batch, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        IReadOnlyList<Dataset> data = rbm.Encoding.Encode(table);
        Device device = rbm.Couplings[0].Weights.Device;
        return rbm.Visible
            .Select((layer, i) => (layer, new ExampleSource(data[i], batch, seed, Binarization.None, device) { NaNIsMissing = true }))
            .ToDictionary(pair => pair.layer, pair => pair.Item2);
    }

    /// <summary>Returns the examples of a step, [batch, units], with 0 for missing values. Valid until the next call.</summary>
    public States StatesOf(long step)
    {
        int[] rows = Batches.RowsOf(step).ToArray();
        if (!_buffers.TryGetValue(rows.Length, out (Tensor Values, States Bits) buffers))
        {
            int columns = Batches.Data.Examples.Columns;
            _buffers[rows.Length] = buffers = (Tensor.Zeros(_device, rows.Length, columns), States.Binary(_device, rows.Length, Columns));
        }

        Tensor values = buffers.Values;
        // Chunks of eight rows, as in the sampling of binary states: each thread samples the rows that it copied.
        _device.Share(rows.Length, (start, end) => Batches.Data.Examples.CopyRows(rows.AsSpan(start, end - start), values.RowRange(start, end - start)),
            granularity: 8);
        if (NaNIsMissing)
            Replace(values, value => float.IsNaN(value) ? 0 : value);
        // Branch 1 is the random stream of the encoding; branch 0 binarizes the values.
        if (Encoding is not null)
            values = Encoding(values, Binarizer.SampledAt(_seed, step).At(1));
        // Sampling leaves values that are already 0 or 1 unchanged.
        return _binary ? values.SampleBernoulli(Binarizer.SampledAt(_seed, step), buffers.Bits) : States.From(values);
    }

    /// <summary>Returns the mask of known values of a step's examples, [batch, units], 1 or 0; null if no value can be missing.</summary>
    public Tensor? KnownOf(long step)
    {
        if (!NaNIsMissing)
            return null;
        ReadOnlySpan<int> rows = Batches.RowsOf(step);
        Tensor known = Tensor.Zeros(_device, rows.Length, Batches.Data.Examples.Columns);
        Batches.Data.Examples.CopyRows(rows, known);
        return Replace(known, value => float.IsNaN(value) ? 0 : 1);
    }

    /// <summary>Returns the number of examples of a step, or the sum of their weights: the weight of the batch in a sum over batches.</summary>
    public double MassOf(long step)
    {
        ReadOnlySpan<int> rows = Batches.RowsOf(step);
        double sum = Weights is null ? rows.Length : 0;
        for (int i = 0; Weights is not null && i < rows.Length; i++)
            sum += Weights[rows[i]];
        return sum;
    }

    /// <summary>Returns the weights of a step's examples, which sum to 1; null for equal weights.</summary>
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
