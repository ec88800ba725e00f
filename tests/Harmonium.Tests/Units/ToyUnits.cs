using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>Units with the values 0, 1 and 3, for tests only. They show what a new kind needs.</summary>
internal sealed class ToyUnits(Tensor bias) : SeparateUnits(bias)
{
    private static readonly double[] _values = [0, 1, 3];

    public override string Kind => "toy";

    public override IReadOnlyList<float[]> BlockStates { get; } = [[0], [1], [3]];

    protected override string Values => "0, 1 or 3";

    public override LayerUnits Clone() => new ToyUnits(Bias.Clone());

    protected override bool IsState(float value) => value is 0 or 1 or 3;

    protected override double BaseEnergyAt(float x) => 0.1 * x * x;

    protected override double LogPartitionAt(double z) => Math.Log(_values.Sum(x => Weight(x, z)));

    protected override double MeanAt(double z) => _values.Sum(x => x * Weight(x, z)) / _values.Sum(x => Weight(x, z));

    protected override double VarianceAt(double z) => (_values.Sum(x => x * x * Weight(x, z)) / _values.Sum(x => Weight(x, z))) - (MeanAt(z) * MeanAt(z));

    protected override double ModeAt(double z) => _values.MaxBy(x => Weight(x, z));

    protected override float DrawAt(double z, RandomStream random, int row, int column) =>
        (float)_values[random.Categorical([.. _values.Select(x => (float)Weight(x, z))], row, column)];

    protected override double NaturalOf(double mean, int examples)
    {
        double z = 0;
        for (int i = 0; i < 200; i++)
            z += Math.Clamp((Math.Clamp(mean, 0.01, 2.99) - MeanAt(z)) / VarianceAt(z), -0.5, 0.5);
        return z;
    }

    private static double Weight(double x, double z) => Math.Exp((z * x) - (0.1 * x * x));
}
