using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>Units of feature maps must behave as units with equal biases.</summary>
public sealed class SharedBiasTests
{
    private const int Maps = 3;
    private const int Places = 4;
    private const int Units = Maps * Places;

    private static readonly Dictionary<string, (Func<SharedBias, LayerUnits> Shared, Func<Tensor, LayerUnits> Separate)> _kinds = new()
    {
        ["bernoulli"] = (bias => new Bernoulli(bias), bias => new Bernoulli(bias)),
        ["gaussian"] = (bias => new Gaussian(bias), bias => new Gaussian(bias)),
        ["truncated-gaussian"] = (bias => new TruncatedGaussian(bias), bias => new TruncatedGaussian(bias)),
    };

    public static TheoryData<string> EveryKind => [.. _kinds.Keys];

    [Theory, MemberData(nameof(EveryKind))]
    public void Units_of_feature_maps_equal_units_with_equal_biases(string kind)
    {
        Tensor values = SmallMachines.Normal(Device.Default, 0.7, 1, 1, Maps), input = SmallMachines.Normal(Device.Default, 1, 1, 2, 5, Units);
        LayerUnits shared = _kinds[kind].Shared(new SharedBias(values, Units)), separate = _kinds[kind].Separate(Spread(values));
        RandomStream random = RandomStream.For(1, Purpose.Sampling);
        for (int i = 0; i < 2; i++)
        {
            States states = separate.Sample(input, random);
            Assert.Equal(separate.Energy(states), shared.Energy(states));
            Assert.Equal(separate.LogPartition(input), shared.LogPartition(input));
            Assert.Equal(separate.Mean(input).AsSpan(), shared.Mean(input).AsSpan());
            Assert.Equal(separate.Variance(input).AsSpan(), shared.Variance(input).AsSpan());
            Assert.Equal(separate.Mode(input).AsSpan(), shared.Mode(input).AsSpan());
            Assert.Equal(states.AsTensor().Contiguous().AsSpan(), shared.Sample(input, random).AsTensor().Contiguous().AsSpan());
            double[] differences = new double[5], expected = new double[5];
            shared.AddLogPartitionDifference(input, 0.2, 0.7, differences);
            separate.AddLogPartitionDifference(input, 0.2, 0.7, expected);
            Assert.Equal(expected, differences);

            // A change of the bias takes effect at once.
            values.Scale(-0.5f);
            Spread(values).CopyTo(separate.Parameters[0].Values);
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void The_gradient_of_a_shared_bias_is_the_sum_over_its_units(string kind)
    {
        Tensor values = SmallMachines.Normal(Device.Default, 0.7, 1, 1, Maps), weights = Tensor.From([0.1f, 0.4f, 0.3f, 0.2f], 4);
        LayerUnits shared = _kinds[kind].Shared(new SharedBias(values, Units)), separate = _kinds[kind].Separate(Spread(values));
        States states = separate.Sample(SmallMachines.Normal(Device.Default, 1, 1, 2, 4, Units), RandomStream.For(1, Purpose.Sampling));
        Tensor mean = states.WeightedSum(weights), ofUnits = Tensor.Zeros(Units), ofMaps = Tensor.Zeros(Maps),
            shift = SmallMachines.Normal(Device.Default, 1, 1, 3, Units);

        separate.AddNegativeEnergyGradient(states, weights, mean, -2, [ofUnits]);
        separate.AddInputShift(ofUnits, shift, 0.5f);
        shared.AddNegativeEnergyGradient(states, weights, mean, -2, [ofMaps]);
        shared.AddInputShift(ofMaps, shift, 0.5f);

        for (int map = 0; map < Maps; map++)
            Assert.Equal(Enumerable.Range(0, Places).Sum(place => (double)ofUnits[(place * Maps) + map]), ofMaps[map], 1e-5);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Units_of_feature_maps_are_fitted_to_the_means_of_the_maps(string kind)
    {
        Tensor means = Tensor.Zeros(Units);
        for (int i = 0; i < Units; i++)
            means[i] = 0.1f + (0.2f * (i % Maps)) + (0.01f * (i / Maps));
        LayerUnits shared = _kinds[kind].Shared(new SharedBias(Tensor.Zeros(Maps), Units));
        Tensor input = shared.InputFor(means, 10_000);

        shared.FitIndependently(means, 10_000);

        Tensor found = shared.Mean(Tensor.Zeros(1, Units));
        for (int i = 0; i < Units; i++)
            Assert.Equal(0.115f + (0.2f * (i % Maps)), found[0, i], 1e-3f);
        if (kind != "gaussian")
            Assert.Equal(shared.Shared!.PerUnit.AsSpan(), input.AsSpan());
    }

    [Fact]
    public void Copies_have_their_own_biases()
    {
        foreach ((Func<SharedBias, LayerUnits> create, _) in _kinds.Values)
        {
            LayerUnits units = create(new SharedBias(Tensor.From([1, 2, 3], 3), Units)), copy = units.Clone();
            copy.Parameters[0].Values.Scale(0);

            Assert.Equal(new float[] { 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3 }, units.Shared!.PerUnit.AsSpan().ToArray());
            Assert.Equal(0, copy.Shared!.PerUnit.LargestMagnitude());
        }
    }

    [Fact]
    public void Units_that_do_not_fill_whole_maps_are_refused()
    {
        Assert.Contains("7 units", Assert.Throws<ArgumentException>(() => new SharedBias(Tensor.Zeros(3), 7)).Message);
        Assert.Contains("[3, 1]", Assert.Throws<ArgumentException>(() => new SharedBias(Tensor.Zeros(3, 1), 6)).Message);
        Assert.Contains("2×2×3", Assert.Throws<ArgumentException>(() =>
            new Layer("h", LayerRole.Hidden, new Bernoulli(11)) { Shape = new LayerShape(2, 2, 3) }).Message);
    }

    [Fact]
    public void Units_are_numbered_as_in_image_data()
    {
        LayerShape shape = new(2, 3, 4);

        Assert.Equal(24, shape.Count);
        Assert.Equal(23, shape.IndexOf(1, 2, 3));
        Assert.Equal((1 * 3 * 4) + (0 * 4) + 2, shape.IndexOf(1, 0, 2));
    }

    private static Tensor Spread(Tensor values)
    {
        Tensor spread = Tensor.Zeros(Units);
        for (int i = 0; i < Units; i++)
            spread[i] = values[i % Maps];
        return spread;
    }
}
