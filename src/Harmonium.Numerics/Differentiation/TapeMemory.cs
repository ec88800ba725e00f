using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Numerics.Differentiation;

/// <summary>
/// The memory of a tape. It is allocated piece by piece and released all at once. Equal steps get the same addresses, so training of any length needs only
/// the memory of the largest step.
/// </summary>
internal sealed class TapeMemory(Device device)
{
    private const int MinimumChunk = 1 << 20;
    private readonly List<TensorStorage> _chunks = [];
    private readonly List<int> _sizes = [];
    private int _chunk;
    private int _used;

    /// <summary>The number of elements that fit.</summary>
    internal long Capacity => _sizes.Sum(size => (long)size);

    /// <summary>Returns an uninitialized tensor, valid until <see cref="TakeBack"/>.</summary>
    internal Tensor Take(ReadOnlySpan<int> shape)
    {
        long wanted = 1;
        foreach (int length in shape)
            wanted *= length;
        wanted = (wanted + Tensor.LineLength - 1) / Tensor.LineLength * Tensor.LineLength;
        if (wanted > Array.MaxLength / 2)
            throw new ArgumentException($"A tensor of shape {Tensor.Describe(shape)} is too large for a tape. Use a smaller batch.");
        while (_chunk < _chunks.Count && _used + wanted > _sizes[_chunk])
            (_chunk, _used) = (_chunk + 1, 0);
        if (_chunk == _chunks.Count)
        {
            int size = (int)Math.Max(MinimumChunk, wanted);
            _chunks.Add(device.Allocate(size));
            _sizes.Add(size);
        }

        Tensor tensor = Tensor.View(_chunks[_chunk], _used, shape);
        _used += (int)wanted;
        return tensor;
    }

    /// <summary>Releases all tensors.</summary>
    internal void TakeBack() => (_chunk, _used) = (0, 0);
}
