using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Networks;

/// <summary>The training batches of a network: examples, with optional distortion at each visit, and their targets.</summary>
public sealed class NetworkExamples
{
    private readonly Dictionary<int, (Tensor Inputs, Tensor? Values)> _buffers = [];
    private readonly Tensor? _values;
    private readonly InputTargets _inputTargets;
    private readonly ImageDistortion.Buffers _distortionBuffers = new();
    private readonly Device _device;
    private readonly ulong _seed;

    /// <summary>Creates a source of batches.</summary>
    /// <param name="data">The examples, with labels if the loss needs them.</param>
    /// <param name="batchSize">The number of examples per step.</param>
    /// <param name="seed">The seed of the example order and of the distortion.</param>
    /// <param name="device">The device of the batches.</param>
    public NetworkExamples(Dataset data, int batchSize, ulong seed, Device device)
    {
        Batches = new Batches(data, batchSize, seed);
        _device = device;
        _seed = seed;
    }

    /// <summary>The examples of each step.</summary>
    internal Batches Batches { get; }

    /// <summary>The target values of every example, [examples, outputs]; null if labels or the inputs are the targets.</summary>
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

    /// <summary>Whether the inputs are the target values. They are taken from each batch, without a tensor of all examples.</summary>
    /// <exception cref="ArgumentException">Target values were also given.</exception>
    internal InputTargets InputTargets
    {
        get => _inputTargets;
        init
        {
            _inputTargets = value;
            RequireOneTarget();
        }
    }

    /// <summary>The distortion of images at each visit; null for none.</summary>
    internal ImageDistortion? Distortion { get; init; }

    /// <summary>Returns the examples of a step, [batch, values], and their targets. Valid until the next call.</summary>
    internal (Tensor Inputs, NetworkTargets Targets) Of(long step)
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

    /// <summary>True if the inputs differ from the targets, so that the original batch must be kept as well.</summary>
    private bool KeepsClean => InputTargets == InputTargets.Clean && Distortion is not null;

    private Tensor? NewValues(int rows) =>
        Values is not null ? Tensor.Zeros(_device, rows, Values.Columns)
        : KeepsClean ? Tensor.Zeros(_device, rows, Batches.Data.Examples.Columns)
        : null;

    private void RequireOneTarget()
    {
        if (_values is not null && _inputTargets != InputTargets.None)
            throw new ArgumentException($"The targets are both the inputs ({nameof(InputTargets)}.{_inputTargets}) and given values; choose one of them.");
    }
}
