using Harmonium.Numerics.Randomness;

namespace Harmonium.Data;

/// <summary>
/// Assigns examples to the steps of a training. Every epoch visits all examples once. The order depends only on the seed
/// and the epoch, so the batch of any step can be computed without those before it.
/// </summary>
internal sealed class Batches
{
    private readonly ulong _seed;
    private readonly bool _dropLast;
    private EpochOrder? _current;

    /// <summary>Creates the batches of a data set.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="batchSize">The number of examples per step, at least 1.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="dropLast">True to skip the last batch of an epoch if it is smaller than the others; false by default.</param>
    /// <exception cref="ArgumentException">There are no examples, or fewer than one batch if the last is dropped.</exception>
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
            throw new ArgumentException($"The data set {data.Name} has {data.Count} examples, fewer than one batch of {batchSize}. Make the batch " +
                "smaller.", nameof(data));
    }

    /// <summary>The data set.</summary>
    public Dataset Data { get; }

    /// <summary>The number of examples per step. The last batch of an epoch may be smaller.</summary>
    public int BatchSize { get; }

    /// <summary>The number of steps per epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>Returns the epoch, counted from 0, of a step.</summary>
    public long EpochOf(long step) => step / BatchesPerEpoch;

    /// <summary>Returns the rows of the data set for a step, counted from 0 over all epochs.</summary>
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
