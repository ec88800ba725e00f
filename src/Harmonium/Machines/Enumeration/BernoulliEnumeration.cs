using System.Numerics;
using Harmonium.Mathematics;
using Harmonium.Units;

namespace Harmonium.Machines.Enumeration;

/// <summary>
/// Enumeration in double. Consecutive states differ in one unit (Gray code), so the input of a state costs one row of weights. Every chunk starts
/// from scratch, which keeps rounding errors from accumulating.
/// </summary>
internal sealed class BernoulliEnumeration : EnumeratedSide
{
    private readonly BernoulliInput _input;
    private readonly double[] _bias;

    internal BernoulliEnumeration(BoltzmannMachine machine, IReadOnlyList<Layer> layers, IReadOnlyList<Layer> others, BernoulliInput input)
        : base(machine, layers, others)
    {
        _input = input;
        _bias = [.. layers.SelectMany(layer => ((Bernoulli)layer.Units).Bias.AsSpan().ToArray()).Select(b => (double)b)];
    }

    internal override void LogWeights(int chunk, Span<double> into)
    {
        double[] z = _input.Bias.ToArray();
        double negativeEnergy = 0;
        long first = (long)chunk * ChunkSize;
        for (int unit = 0; unit < _bias.Length; unit++)
        {
            if ((first >> unit & 1) == 0)
                continue;
            _input.AddRow(unit, 1, z);
            negativeEnergy += _bias[unit];
        }

        int code = 0;
        into[0] = negativeEnergy + SoftplusSum.Of(z);
        for (int turn = 1; turn < ChunkSize; turn++)
        {
            int unit = BitOperations.TrailingZeroCount(turn);
            code ^= 1 << unit;
            int change = (code >> unit & 1) != 0 ? 1 : -1;
            negativeEnergy += change * _bias[unit];
            into[code] = negativeEnergy + SoftplusSum.AfterAdding(z, _input.Row(unit), change);
        }
    }
}
