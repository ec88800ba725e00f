using Harmonium.Mathematics;
using Harmonium.Numerics;

namespace Harmonium.Sampling;

/// <summary>
/// The latest differences log f₁ − log f₀ of free energies for the chains of two neighboring machines, used by Bennett's ratio, and the swap rate.
/// The values are float32, so that a checkpoint stores them exactly.
/// </summary>
internal sealed class SwapMemory
{
    private const float Keep = 0.9f;
    private readonly float[] _first;
    private readonly float[] _second;
    private int _count;
    private int _next;

    internal SwapMemory(int capacity)
    {
        _first = new float[capacity];
        _second = new float[capacity];
    }

    /// <summary>The running mean of the acceptance probability; 1 before the first swap.</summary>
    internal float Rate { get; private set; } = 1;

    /// <summary>Clears all differences, for example after one of the machines has changed.</summary>
    internal void Clear() => (_count, _next) = (0, 0);

    internal void RecordRate(double acceptance) => Rate = (Keep * Rate) + ((1 - Keep) * (float)acceptance);

    internal void Record(double first, double second)
    {
        _first[_next] = (float)first;
        _second[_next] = (float)second;
        _next = (_next + 1) % _first.Length;
        _count = Math.Min(_count + 1, _first.Length);
    }

    /// <summary>log Z₁ − log Z₀; null before the first sweep.</summary>
    internal BennettRatio? Ratio() =>
        _count == 0 ? null : BennettRatio.Of([.. _first.Take(_count).Select(x => (double)x)], [.. _second.Take(_count).Select(x => (double)x)]);

    internal Tensor Save() => Tensor.From([Rate, _count, _next, .. _first, .. _second], 3 + _first.Length + _second.Length);

    internal void Restore(Tensor saved)
    {
        if (saved.Count != 3 + (2 * _first.Length))
            throw new ArgumentException($"The saved swaps of a pair have {saved.Count} numbers; this training needs {3 + (2 * _first.Length)}.");
        ReadOnlySpan<float> values = saved.AsSpan();
        if (!(values[1] >= 0 && values[1] <= _first.Length && values[2] >= 0 && values[2] < _first.Length))
            throw new ArgumentException($"The saved swaps of a pair have {values[1]} differences; the limit is {_first.Length}.");
        (Rate, _count, _next) = (values[0], (int)values[1], (int)values[2]);
        values.Slice(3, _first.Length).CopyTo(_first);
        values[(3 + _first.Length)..].CopyTo(_second);
    }
}
