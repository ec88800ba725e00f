using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

/// <summary>What every kind of units must fulfil.</summary>
public sealed class UnitsTests
{
    private const int Count = 3;
    private const int Batch = 4;

    public static TheoryData<string> EveryKind => [.. UnitKind.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(EveryKind))]
    public void LogPartition_is_the_log_of_the_sum_over_all_states(string kind)
    {
        Units units = Random(kind);
        Tensor input = Input();
        double[] found = units.LogPartition(input);

        for (int example = 0; example < Batch; example++)
            Assert.Equal(SmallMachines.LogSum(Weights(units, Row(input, example)).Select(state => state.LogWeight)), found[example], 2e-6);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Mean_is_the_gradient_of_LogPartition(string kind)
    {
        const float Step = 1f / 64;
        Units units = Random(kind);
        Tensor input = Input(), means = units.Mean(input);

        for (int unit = 0; unit < Count; unit++)
        {
            double[] up = units.LogPartition(Moved(input, unit, Step)), down = units.LogPartition(Moved(input, unit, -Step));
            // The third derivative times Step² / 6 is below 1e-5.
            for (int example = 0; example < Batch; example++)
                Assert.Equal((up[example] - down[example]) / (2 * Step), means[example, unit], 5e-5);
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Samples_have_the_moments_of_the_distribution_and_come_with_its_means(string kind)
    {
        const int Samples = 40_000;
        Units units = Random(kind);
        float[] input = Row(Input(), 0);
        Tensor inputs = Tensor.Zeros(Samples, Count), means = Tensor.Zeros(Samples, Count);
        for (int row = 0; row < Samples; row++)
            input.CopyTo(inputs.Row(row));

        Tensor drawn = units.Sample(inputs, RandomStream.For(5, Purpose.General), means: means).AsTensor();

        Assert.Equal(units.Mean(inputs).AsSpan(), means.AsSpan());
        for (int i = 0; i < Count; i++)
        {
            AssertMean(units, input, drawn, x => x[i]);
            AssertMean(units, input, drawn, x => x[i] * x[i]);
            AssertMean(units, input, drawn, x => x[i] * x[(i + 1) % Count]);
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Energy_is_linear_in_the_bias(string kind)
    {
        Units units = Random(kind), moved = units.Clone();
        Tensor difference = SmallMachines.Normal(Device.Default, 1, 9, 7, Count);
        moved.Parameters[0].Values.AddScaled(difference);
        float[][] all = [.. UnitStates.OfKind[kind].Joint(Count)];
        States states = States.From(Tensor.From([.. all.SelectMany(x => x)], all.Length, Count));

        double[] before = units.Energy(states), after = moved.Energy(states), expected = states.Dot(difference);

        for (int i = 0; i < before.Length; i++)
            Assert.Equal(before[i] - expected[i], after[i], 1e-5);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void NegativeEnergyGradient_is_the_derivative_of_the_mean_energy_for_every_parameter(string kind)
    {
        const float Step = 1f / 32;
        Units units = Random(kind);
        Tensor states = units.Sample(Input(), RandomStream.For(2, Purpose.General)).AsTensor();
        Tensor weights = Tensor.From([0.1f, 0.2f, 0.3f, 0.4f], Batch);
        IReadOnlyList<Tensor> gradient = units.NegativeEnergyGradient(States.From(states), weights, States.From(states).WeightedSum(weights));

        Assert.Equal(units.Parameters.Count, gradient.Count);
        for (int p = 0; p < gradient.Count; p++)
        {
            Tensor values = units.Parameters[p].Values;
            for (int i = 0; i < values.Count; i++)
            {
                float at = values[i];
                values[i] = at + Step;
                double up = MeanEnergy();
                values[i] = at - Step;
                double down = MeanEnergy();
                values[i] = at;
                Assert.Equal((down - up) / (2 * Step), gradient[p][i], 1e-4);
            }
        }

        double MeanEnergy() => units.Energy(States.From(states)).Select((energy, i) => energy * weights[i]).Sum();
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void FitIndependently_makes_the_means_without_input_those_of_the_data(string kind)
    {
        const int Examples = 100_000;
        Units units = Random(kind);
        Tensor mean = Tensor.From([0.05f, 0.5f, 0.9f], Count);

        units.FitIndependently(mean, Examples);

        Tensor found = units.Mean(Tensor.Zeros(1, Count));
        for (int i = 0; i < Count; i++)
            Assert.Equal(mean[i], found[0, i], 1e-5);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void A_clone_has_the_same_parameters_and_they_are_its_own(string kind)
    {
        Units units = Random(kind), clone = units.Clone();
        double[] before = units.LogPartition(Input());

        Assert.Equal(before, clone.LogPartition(Input()));
        foreach (Parameter parameter in clone.Parameters)
            parameter.Values.AsSpan().Fill(0.5f);
        Assert.Equal(before, units.LogPartition(Input()));
        Assert.NotEqual(before, clone.LogPartition(Input()));
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void The_registry_makes_the_kind_with_the_parameters_it_names(string name)
    {
        UnitKind kind = UnitKind.Find(name)!;
        Units units = kind.Create(Count, Device.Default);

        Assert.Equal(name, units.Kind);
        Assert.Equal(Count, units.Count);
        Assert.Equal(kind.Parameters, units.Parameters.Select(parameter => parameter.Name));
        Assert.All(units.Parameters, parameter => Assert.Equal(0, parameter.Values.LargestMagnitude()));
        Assert.Contains($"have {kind.Parameters.Count} parameters", Assert.Throws<ArgumentException>(() => kind.Create([])).Message);
    }

    [Fact]
    public void A_name_of_no_kind_is_not_found() => Assert.Null(UnitKind.Find("harmonious"));

    private static Units Random(string kind) =>
        UnitKind.Find(kind)!.Create([.. UnitKind.Find(kind)!.Parameters.Select((_, i) => SmallMachines.Normal(Device.Default, 1, 1, i, Count))]);

    private static Tensor Input() => SmallMachines.Normal(Device.Default, 1.5, 2, 50, Batch, Count);

    private static float[] Row(Tensor tensor, int row) => tensor.Row(row).ToArray();

    private static Tensor Moved(Tensor input, int unit, float by)
    {
        Tensor moved = input.Clone();
        for (int row = 0; row < moved.Rows; row++)
            moved[row, unit] += by;
        return moved;
    }

    /// <summary>Every joint state with the log of its unnormalised probability under an input.</summary>
    private static List<(float[] State, double LogWeight)> Weights(Units units, float[] input)
    {
        UnitStates states = UnitStates.OfKind[units.Kind];
        return
        [
            .. states.Joint(units.Count).Select(x => (x, x.Zip(input, (a, b) => (double)a * b).Sum()
                - units.Energy(States.From(Tensor.From(x, 1, x.Length)))[0] + (units.Count * Math.Log(states.Spacing)))),
        ];
    }

    /// <summary>The average of a function over the samples is its expectation, within 4 standard errors.</summary>
    private static void AssertMean(Units units, float[] input, Tensor samples, Func<float[], double> function)
    {
        List<(float[] State, double LogWeight)> states = Weights(units, input);
        double log = SmallMachines.LogSum(states.Select(state => state.LogWeight));
        double mean = states.Sum(s => Math.Exp(s.LogWeight - log) * function(s.State));
        double variance = states.Sum(s => Math.Exp(s.LogWeight - log) * Math.Pow(function(s.State) - mean, 2));
        double found = Enumerable.Range(0, samples.Rows).Average(row => function(Row(samples, row)));
        Assert.InRange((found - mean) / Math.Sqrt(variance / samples.Rows), -4, 4);
    }
}
