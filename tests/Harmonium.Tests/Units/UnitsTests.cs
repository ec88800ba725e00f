using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>The requirements for every kind of unit.</summary>
public sealed class UnitsTests
{
    private const int Count = 3;
    private const int Batch = 4;

    public static TheoryData<string> EveryKind => [.. UnitStates.OfKind.Keys];

    public static TheoryData<string> EveryRegisteredKind => [.. UnitKind.All.Select(kind => kind.Name)];

    [Fact]
    public void Every_registered_kind_is_tested() =>
        Assert.All(UnitKind.All, kind => Assert.Contains(kind.Name, UnitStates.OfKind.Keys));

    [Theory, MemberData(nameof(EveryKind))]
    public void LogPartition_is_the_log_of_the_sum_over_all_states(string kind)
    {
        LayerUnits units = Random(kind);
        Tensor input = Input();
        double[] found = units.LogPartition(input);

        for (int example = 0; example < Batch; example++)
            Assert.Equal(SmallMachines.LogSum(Weights(units, kind, Row(input, example)).Select(state => state.LogWeight)), found[example], Tolerance(kind));
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Mean_is_the_gradient_of_LogPartition(string kind)
    {
        const float Step = 1f / 64;
        LayerUnits units = Random(kind);
        Tensor input = Input(), means = units.Mean(input);

        for (int unit = 0; unit < Count; unit++)
        {
            double[] up = units.LogPartition(Moved(input, unit, Step)), down = units.LogPartition(Moved(input, unit, -Step));
            // The third derivative times Step² / 6 is below 1e-5 of the mean and the variance.
            for (int example = 0; example < Batch; example++)
                Assert.Equal((up[example] - down[example]) / (2 * Step), means[example, unit], 1e-4 * (1 + Math.Abs(means[example, unit])));
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Variance_is_the_gradient_of_Mean(string kind)
    {
        const float Step = 1f / 64;
        LayerUnits units = Random(kind);
        Tensor input = Input(), variances = units.Variance(input);

        for (int unit = 0; unit < Count; unit++)
        {
            Tensor up = units.Mean(Moved(input, unit, Step)), down = units.Mean(Moved(input, unit, -Step));
            for (int example = 0; example < Batch; example++)
                Assert.Equal((up[example, unit] - down[example, unit]) / (2 * Step), variances[example, unit], 3e-4 * (1 + Math.Abs(variances[example, unit])));
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void A_step_of_annealing_is_a_difference_of_two_log_partitions(string kind)
    {
        LayerUnits units = Random(kind);
        Tensor input = Input();
        double[] found = [1, 1, 1, 1];

        units.AddLogPartitionDifference(input, 0.25, 0.75, found);

        double[] low = units.LogPartition(input.Clone().Scale(0.25f)), high = units.LogPartition(input.Clone().Scale(0.75f));
        for (int example = 0; example < Batch; example++)
            Assert.Equal(1 + high[example] - low[example], found[example], 1e-5);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Samples_and_means_are_the_same_for_any_number_of_threads(string kind)
    {
        LayerUnits units = Random(kind);
        Tensor[] drawn = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            Tensor inputs = SmallMachines.Normal(new CpuDevice(threads), 1.5, 3, 50, 67, Count), means = Tensor.Zeros(inputs.Device, 67, Count);
            Tensor values = units.Sample(inputs, RandomStream.For(5, Purpose.General), means: means).AsTensor();
            return Tensor.From([.. values.Contiguous().AsSpan(), .. means.AsSpan()], 2, 67 * Count);
        })];
        Assert.Equal(drawn[0].AsSpan(), drawn[1].AsSpan());
        Assert.Equal(drawn[0].AsSpan(), drawn[2].AsSpan());
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Sampling_into_a_buffer_gives_the_same_states(string kind)
    {
        LayerUnits units = Random(kind);
        States buffer = units.NewStates(Device.Default, Batch), fresh = units.Sample(Input(), RandomStream.For(5, Purpose.General));
        units.Sample(Input().Scale(-1), RandomStream.For(6, Purpose.General), buffer);
        States again = units.Sample(Input(), RandomStream.For(5, Purpose.General), buffer);
        for (int example = 0; example < Batch; example++)
            Assert.Equal(Row(fresh.AsTensor(), example), Row(again.AsTensor(), example));
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Mode_is_where_the_density_is_largest(string kind)
    {
        LayerUnits units = Random(kind);
        Tensor input = Input(), mode = units.Mode(input);
        for (int example = 0; example < Batch; example++)
        {
            List<(float[] State, double LogWeight)> states = Weights(units, kind, Row(input, example));
            double atMode = LogDensity(units, kind, Row(input, example), Row(mode, example));
            // A grid need not contain the mode, but no grid point is more probable.
            Assert.All(states, state => Assert.True(state.LogWeight <= atMode + 1e-5));
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Samples_are_states_of_the_kind_and_other_numbers_are_not(string kind)
    {
        LayerUnits units = Random(kind);
        Tensor drawn = units.Sample(Input(), RandomStream.For(6, Purpose.General)).AsTensor();
        for (int example = 0; example < Batch; example++)
            Assert.Null(units.Misfit(Row(drawn, example)));
        Assert.Contains("NaN", units.Misfit([drawn[0, 0], float.NaN, drawn[0, 2]]));
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void The_states_of_a_block_are_those_of_the_sum(string kind)
    {
        LayerUnits units = Random(kind);
        if (units.BlockStates is not { } ofBlock)
            return;
        IEnumerable<float[]> joint = [[]];
        for (int block = 0; block < units.Count / units.BlockSize; block++)
            joint = [.. joint.SelectMany(start => ofBlock.Select(state => (float[])[.. start, .. state]))];
        Assert.Equal(
            UnitStates.OfKind[kind].Joint().Select(state => string.Join(' ', state.State)).Order(StringComparer.Ordinal),
            joint.Select(state => string.Join(' ', state)).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void InputFor_gives_the_mean_of_the_data(string kind)
    {
        LayerUnits units = Random(kind);
        Tensor mean = MeanOfData(kind);
        Tensor found = units.Mean(units.InputFor(mean, 100_000).Reshape(1, Count));
        for (int i = 0; i < Count; i++)
            Assert.Equal(mean[i], found[0, i], 1e-4);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Samples_have_the_moments_of_the_distribution_and_come_with_its_means(string kind)
    {
        const int Samples = 40_000;
        LayerUnits units = Random(kind);
        float[] input = Row(Input(), 0);
        Tensor inputs = Tensor.Zeros(Samples, Count), means = Tensor.Zeros(Samples, Count);
        for (int row = 0; row < Samples; row++)
            input.CopyTo(inputs.Row(row));

        Tensor drawn = units.Sample(inputs, RandomStream.For(5, Purpose.General), means: means).AsTensor();

        Assert.Equal(units.Mean(inputs).AsSpan(), means.AsSpan());
        List<(float[] State, double LogWeight)> states = Weights(units, kind, input);
        for (int i = 0; i < Count; i++)
        {
            AssertMean(states, drawn, x => x[i]);
            AssertMean(states, drawn, x => x[i] * x[i]);
            AssertMean(states, drawn, x => x[i] * x[(i + 1) % Count]);
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Energy_is_linear_in_the_bias(string kind)
    {
        if (Random(kind) is Gaussian) // whose bias is the mean
            return;
        LayerUnits units = Random(kind), moved = units.Clone();
        Tensor difference = SmallMachines.Normal(Device.Default, 1, 9, 7, Count);
        moved.Parameters[0].Values.AddScaled(difference);
        float[][] all = [.. UnitStates.OfKind[kind].Joint().Take(200).Select(state => state.State)];
        States states = States.From(Tensor.From([.. all.SelectMany(x => x)], all.Length, Count));

        double[] before = units.Energy(states), after = moved.Energy(states), expected = states.Dot(difference);

        for (int i = 0; i < before.Length; i++)
            Assert.Equal(before[i] - expected[i], after[i], 1e-5 * (1 + Math.Abs(before[i])));
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void NegativeEnergyGradient_is_the_derivative_of_the_mean_energy_for_every_parameter(string kind)
    {
        const float Step = 1f / 32;
        LayerUnits units = Random(kind);
        Tensor states = units.Sample(Input(), RandomStream.For(2, Purpose.General)).AsTensor();
        Tensor weights = Tensor.From([0.1f, 0.2f, 0.3f, 0.4f], Batch);
        IReadOnlyList<Tensor> gradient = [.. units.Parameters.Select(parameter => Tensor.ZerosLike(parameter.Values))];
        units.AddNegativeEnergyGradient(States.From(states), weights, States.From(states).WeightedSum(weights), 1, gradient);

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
                Assert.Equal((down - up) / (2 * Step), gradient[p][i], 1e-3 * (1 + Math.Abs(gradient[p][i])));
            }
        }

        double MeanEnergy() => units.Energy(States.From(states)).Select((energy, i) => energy * weights[i]).Sum();
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void FitIndependently_makes_the_means_without_input_those_of_the_data(string kind)
    {
        const int Examples = 100_000;
        LayerUnits units = Random(kind);
        Tensor mean = MeanOfData(kind);

        units.FitIndependently(mean, Examples);

        Tensor found = units.Mean(Tensor.Zeros(1, Count));
        for (int i = 0; i < Count; i++)
            Assert.Equal(mean[i], found[0, i], 1e-4);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void A_clone_has_its_own_copy_of_the_parameters(string kind)
    {
        LayerUnits units = Random(kind), clone = units.Clone();
        double[] before = units.LogPartition(Input());

        Assert.Equal(before, clone.LogPartition(Input()));
        foreach (Parameter parameter in clone.Parameters)
            parameter.Values.AsSpan().Fill(0.5f);
        Assert.Equal(before, units.LogPartition(Input()));
        Assert.NotEqual(before, clone.LogPartition(Input()));
    }

    [Theory, MemberData(nameof(EveryRegisteredKind))]
    public void The_registry_creates_the_kind_with_the_named_parameters(string name)
    {
        UnitKind kind = UnitKind.Find(name)!;
        UnitFields fields = new() { Trials = 7, Categories = 3, LearnsVariance = true, Length = 5 };
        LayerUnits units = kind.Create(Count, Device.Default, fields);

        Assert.Equal(name, units.Kind);
        Assert.Equal(Count, units.Count);
        Assert.Equal(kind.ParametersWith(fields), units.Parameters.Select(parameter => parameter.Name));
        Assert.All(units.Parameters, parameter => Assert.Equal(0, parameter.Values.LargestMagnitude()));
        Assert.Contains($"have {units.Parameters.Count} parameters", Assert.Throws<ArgumentException>(() => kind.Create([], fields)).Message);
        Assert.Equal(units.Parameters.Count, kind.Create(Count, Device.Default, UnitKind.FieldsOf(units)).Parameters.Count);
    }

    [Fact]
    public void An_unknown_name_is_not_found() => Assert.Null(UnitKind.Find("harmonious"));

    private static LayerUnits Random(string kind) => UnitStates.OfKind[kind].Create();

    // Within the range of every kind. The words of a document of four share it.
    private static Tensor MeanOfData(string kind) => kind switch
    {
        "replicated-softmax" => Tensor.From([0.4f, 2f, 1.6f], Count),
        "categorical" => Tensor.From([0.05f, 0.35f, 0.6f], Count),
        _ => Tensor.From([0.05f, 0.5f, 0.9f], Count),
    };

    // Sums over finitely many states differ by float32 rounding; the midpoint rule by h² / 24 of the slope at the ends.
    private static double Tolerance(string kind) => kind switch
    {
        "truncated-gaussian" => 1e-2,
        "truncated-exponential" => 2e-3,
        _ => 1e-5,
    };

    private static Tensor Input() => SmallMachines.Normal(Device.Default, 1.5, 2, 50, Batch, Count);

    private static float[] Row(Tensor tensor, int row) => tensor.Row(row).ToArray();

    private static Tensor Moved(Tensor input, int unit, float by)
    {
        Tensor moved = input.Clone();
        for (int row = 0; row < moved.Rows; row++)
            moved[row, unit] += by;
        return moved;
    }

    /// <summary>Every joint state with the log of its unnormalized probability under an input.</summary>
    private static List<(float[] State, double LogWeight)> Weights(LayerUnits units, string kind, float[] input)
    {
        (float[] State, double LogWeight)[] joint = [.. UnitStates.OfKind[kind].Joint()];
        Tensor states = Tensor.From([.. joint.SelectMany(state => state.State)], joint.Length, Count);
        double[] energies = units.Energy(States.From(states));
        return [.. joint.Select((state, i) => (state.State, state.LogWeight + state.State.Zip(input, (a, b) => (double)a * b).Sum() - energies[i]))];
    }

    private static double LogDensity(LayerUnits units, string kind, float[] input, float[] state)
    {
        double weight = UnitStates.OfKind[kind].Joint()
            .FirstOrDefault(other => other.State.SequenceEqual(state), UnitStates.OfKind[kind].Joint().First()).LogWeight;
        return weight + state.Zip(input, (a, b) => (double)a * b).Sum() - units.Energy(States.From(Tensor.From(state, 1, Count)))[0];
    }

    /// <summary>Asserts that the average of a function over the samples is its expectation, within 4 standard errors.</summary>
    private static void AssertMean(List<(float[] State, double LogWeight)> states, Tensor samples, Func<float[], double> function)
    {
        double log = SmallMachines.LogSum(states.Select(state => state.LogWeight));
        double mean = 0, square = 0;
        foreach ((float[] state, double logWeight) in states)
        {
            double p = Math.Exp(logWeight - log), value = function(state);
            mean += p * value;
            square += p * value * value;
        }

        double found = Enumerable.Range(0, samples.Rows).Average(row => function(Row(samples, row)));
        // If the function is the same for all states up to rounding, so is its average.
        Assert.InRange((found - mean) / Math.Sqrt(Math.Max((square - (mean * mean)) / samples.Rows, 1e-12)), -4, 4);
    }
}
