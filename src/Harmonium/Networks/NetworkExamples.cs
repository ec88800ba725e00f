using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Networks;

/// <summary>The batches that a network learns from: examples, changed at each visit where that is asked for, with their targets.</summary>
public sealed class NetworkExamples
{
    private readonly Dictionary<int, (Tensor Inputs, Tensor? Values)> _buffers = [];
    private readonly Tensor? _values;
    private readonly InputTargets _inputTargets;
    private readonly ImageDistortion.Buffers _distortionBuffers = new();
    private readonly Device _device;
    private readonly ulong _seed;

    /// <summary>A source of batches.</summary>
    /// <param name="data">The examples, with labels where the loss needs them.</param>
    /// <param name="batchSize">How many a step sees.</param>
    /// <param name="seed">The seed of the order and of what is done to examples.</param>
    /// <param name="device">Where the batches go.</param>
    public NetworkExamples(Dataset data, int batchSize, ulong seed, Device device)
    {
        Batches = new Batches(data, batchSize, seed);
        _device = device;
        _seed = seed;
    }

    /// <summary>Which examples each step sees.</summary>
    public Batches Batches { get; }

    /// <summary>Target numbers of every example, [examples, outputs]; null where labels or the inputs are the targets.</summary>
    /// <exception cref="ArgumentException">The inputs are the targets.</exception>
    public Tensor? Values
    {
        get => _values;
        init
        {
            _values = value;
            RequireOneTarget();
        }
    }

    /// <summary>Whether the inputs are the target numbers. They are taken from each batch: no tensor of all examples is made.</summary>
    /// <exception cref="ArgumentException">Target numbers were given too.</exception>
    public InputTargets InputTargets
    {
        get => _inputTargets;
        init
        {
            _inputTargets = value;
            RequireOneTarget();
        }
    }

    /// <summary>What is done to images at each visit; null for nothing.</summary>
    public ImageDistortion? Distortion { get; init; }

    /// <summary>The examples of a step, [batch, numbers], and their targets; valid until the next call.</summary>
    public (Tensor Inputs, NetworkTargets Targets) Of(long step)
    {
        ReadOnlySpan<int> rows = Batches.RowsOf(step);
        Dataset data = Batches.Data;
        if (!_buffers.TryGetValue(rows.Length, out (Tensor Inputs, Tensor? Values) buffers))
            _buffers[rows.Length] = buffers = (Tensor.Zeros(_device, rows.Length, data.Examples.Columns), NewValues(rows.Length));
        int[] chosen = rows.ToArray();
        Tensor inputs = buffers.Inputs;
        _device.Share(chosen.Length, (start, end) => data.Examples.CopyRows(chosen.AsSpan(start, end - start), inputs.RowRange(start, end - start)),
            granularity: 8);
        if (KeepsClean)
            inputs.CopyTo(buffers.Values!);
        Distortion?.Apply(buffers.Inputs, data.Shape, RandomStream.For(_seed, Purpose.Augmentation, step), _distortionBuffers);
        int[]? labels = data.Labels is null ? null : new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            if (labels is not null)
                labels[i] = data.Labels![rows[i]];
            if (Values is not null)
                Values.Row(rows[i]).CopyTo(buffers.Values!.Row(i));
        }

        return (buffers.Inputs, new NetworkTargets(labels, InputTargets != InputTargets.None && !KeepsClean ? buffers.Inputs : buffers.Values));
    }

    /// <summary>Whether the inputs that are shown are others than the targets, so that a batch of these is kept besides.</summary>
    private bool KeepsClean => InputTargets == InputTargets.Clean && Distortion is not null;

    private Tensor? NewValues(int rows) =>
        Values is not null ? Tensor.Zeros(_device, rows, Values.Columns)
        : KeepsClean ? Tensor.Zeros(_device, rows, Batches.Data.Examples.Columns)
        : null;

    private void RequireOneTarget()
    {
        if (_values is not null && _inputTargets != InputTargets.None)
            throw new ArgumentException($"Either the inputs are the targets ({nameof(InputTargets)}.{_inputTargets}), or numbers are given; leave one out.");
    }
}
