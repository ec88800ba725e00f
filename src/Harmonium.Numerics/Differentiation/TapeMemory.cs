using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Numerics.Differentiation;

/// <summary>
/// The memory of a tape: handed out piece by piece, taken back all at once. A step that asks for what the step before asked for gets the same places, so
/// that a training of any length needs the memory of its largest step.
/// </summary>
internal sealed class TapeMemory(Device device)
{
    private const int LeastChunk = 1 << 20;
    private readonly List<TensorStorage> _chunks = [];
    private readonly List<int> _sizes = [];
    private int _chunk;
    private int _used;

    /// <summary>How many numbers there is room for.</summary>
    internal long Capacity => _sizes.Sum(size => (long)size);

    /// <summary>A tensor of no particular numbers, valid until the memory is taken back.</summary>
    internal Tensor Take(ReadOnlySpan<int> shape)
    {
        long wanted = 1;
        foreach (int length in shape)
            wanted *= length;
        wanted = (wanted + Tensor.LineLength - 1) / Tensor.LineLength * Tensor.LineLength;
        if (wanted > Array.MaxLength / 2)
            throw new ArgumentException($"A tensor of shape {Tensor.Describe(shape)} is more than a tape can hold. Make the batch smaller.");
        while (_chunk < _chunks.Count && _used + wanted > _sizes[_chunk])
            (_chunk, _used) = (_chunk + 1, 0);
        if (_chunk == _chunks.Count)
        {
            int size = (int)Math.Max(LeastChunk, wanted);
            _chunks.Add(device.Allocate(size));
            _sizes.Add(size);
        }

        Tensor tensor = Tensor.View(_chunks[_chunk], _used, shape);
        _used += (int)wanted;
        return tensor;
    }

    /// <summary>Takes everything back.</summary>
    internal void TakeBack() => (_chunk, _used) = (0, 0);
}
