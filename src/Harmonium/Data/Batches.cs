using Harmonium.Numerics.Randomness;

namespace Harmonium.Data;

/// <summary>
/// Which examples each step of a training sees: every epoch visits all of them once, in an order that is a function of the seed
/// and the epoch, so that any step can be asked for without those before it.
/// </summary>
public sealed class Batches
{
    private readonly ulong _seed;
    private readonly bool _dropLast;
    private EpochOrder? _current;

    /// <summary>The batches of a data set.</summary>
    /// <param name="data">What is visited.</param>
    /// <param name="batchSize">How many examples a step sees, at least 1.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="dropLast">Whether an epoch leaves out its last batch where that would be smaller; kept by default.</param>
    /// <exception cref="ArgumentException">There are no examples, or not one whole batch of them when the last is dropped.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1.</exception>
    public Batches(Dataset data, int batchSize, ulong seed, bool dropLast = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Data = data;
        BatchSize = batchSize;
        _seed = seed;
        _dropLast = dropLast;
        BatchesPerEpoch = dropLast ? data.Count / batchSize : (int)(((long)data.Count + batchSize - 1) / batchSize);
        if (BatchesPerEpoch == 0)
            throw new ArgumentException($"The data set {data.Name} has {data.Count} examples, which do not make one batch of {batchSize}. Make the batch " +
                "smaller.", nameof(data));
    }

    /// <summary>What is visited.</summary>
    public Dataset Data { get; }

    /// <summary>How many examples a step sees; the last batch of an epoch may be smaller.</summary>
    public int BatchSize { get; }

    /// <summary>How many steps an epoch has.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The epoch, from 0, that a step belongs to.</summary>
    public long EpochOf(long step) => step / BatchesPerEpoch;

    /// <summary>The rows of the data set that a step, counted from 0 over all epochs, sees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public ReadOnlySpan<int> RowsOf(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        long epoch = EpochOf(step);
        EpochOrder? order = _current;
        if (order is null || order.Epoch != epoch)
            _current = order = new EpochOrder(epoch, Permutation.Draw(RandomStream.For(_seed, Purpose.Shuffling, epoch), Data.Count));
        int start = (int)(step - (epoch * BatchesPerEpoch)) * BatchSize;
        int end = _dropLast ? start + BatchSize : (int)Math.Min((long)start + BatchSize, Data.Count);
        return order.Rows.AsSpan(start, end - start);
    }

    private sealed record EpochOrder(long Epoch, int[] Rows);
}
