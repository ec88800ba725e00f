using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Tests.Differentiation;

public sealed class TapeTests
{
    [Fact]
    public void Sparse_inputs_reach_the_weight_update_as_sparse()
    {
        Tensor data = Samples.Random(Device.Default, 1, 20, 30, density: 0.2), dense = Samples.Random(Device.Default, 2, 20, 30);
        Assert.True(Gathers(tape => tape.Constant(data)));
        Assert.True(Gathers(tape => tape.Constant(dense).Dropout(0.8f, RandomStream.For(1, Purpose.Dropout))));
        Assert.True(Gathers(tape => tape.Constant(dense).Scale(1, -0.7f).Apply(Activation.Rectifier)));
        Assert.False(Gathers(tape => tape.Constant(dense)));

        static bool Gathers(Func<Tape, Node> input)
        {
            Tape tape = new(Device.Default);
            Tensor weights = Samples.Random(Device.Default, 3, 30, 4);
            tape.Backward(input(tape).Linear(tape.Parameter(weights), null).Sum());
            return tape.GradientForStep(weights).Left!.PrefersGather;
        }
    }

    [Fact]
    public void Ten_thousand_steps_need_the_memory_of_one()
    {
        Tape tape = new(Device.Default);
        Tensor weights = Random(1, 20, 10), data = Random(2, 30, 20);
        void Step()
        {
            tape.Reset();
            Node hidden = tape.Constant(data).Multiply(tape.Parameter(weights)).Apply(Activation.Tanh).Dropout(0.5f, RandomStream.For(1, Purpose.General));
            tape.Backward(hidden.Times(hidden).Mean());
        }

        Step();
        long capacity = tape.Capacity;
        int length = tape.Length;
        for (int i = 0; i < 10_000; i++)
            Step();

        Assert.Equal(capacity, tape.Capacity);
        Assert.Equal(length, tape.Length);
    }

    /// <summary>
    /// A saturated unit passes on a gradient of e⁻⁶⁰, and replaces one of e⁻⁸⁰ by 0: its product with a weight would be a denormal number, and denormal
    /// numbers slow down training severalfold.
    /// </summary>
    [Fact]
    public void A_gradient_too_small_to_matter_is_zero_after_an_activation()
    {
        foreach (CpuDevice device in Devices.All)
        {
            for (int columns = 1; columns <= 37; columns++)
            {
                float[] sums = [.. Enumerable.Repeat(-60f, columns), .. Enumerable.Repeat(-80f, columns), .. Enumerable.Repeat(float.NaN, columns)];
                Tensor x = Tensor.From(sums, 3, columns).To(device);
                Tape tape = new(device);

                tape.Backward(tape.Parameter(x).Apply(Activation.Logistic).Sum());

                float[] gradient = [.. tape.GradientOf(x).Numbers()];
                Assert.All(gradient[..columns], number => Assert.Equal(Math.Exp(-60), number, Math.Exp(-60) * 1e-5));
                Assert.All(gradient[columns..(2 * columns)], number => Assert.Equal(0, number));
                Assert.All(gradient[(2 * columns)..], number => Assert.True(float.IsNaN(number)));
            }
        }
    }

    [Theory, InlineData(new[] { 4, 4 }, 2), InlineData(new[] { 4, 0, 4, 4, 3, 4 }, 4)]
    public void Rows_of_a_previous_lookup_are_cleared_for_any_number_of_rows(int[] before, int times)
    {
        Tape tape = new(Device.Default);
        Tensor table = Random(1, 5, 3);
        tape.Backward(tape.Parameter(table).Lookup(before).Sum());
        Assert.Equal(times, tape.GradientOf(table)[4, 0]);
        tape.Reset();

        tape.Backward(tape.Parameter(table).Lookup([1]).Sum());

        Assert.Equal([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], tape.GradientOf(table).AsSpan().ToArray());
    }

    [Fact]
    public void A_softmax_finds_the_maximum_at_any_position()
    {
        foreach (CpuDevice device in Devices.All)
        {
            for (int columns = 1; columns <= 37; columns++)
            {
                // One row per position, large enough that exponentials of the distance to any other element would overflow.
                Tensor x = Tensor.Zeros(device, columns, columns);
                for (int place = 0; place < columns; place++)
                    x[place, place] = 200;
                Tensor result = new Tape(device).Constant(x).Softmax().Value;
                for (int place = 0; place < columns; place++)
                    Assert.All(result.Row(place).ToArray().Index(), number => Assert.Equal(number.Index == place ? 1f : 0f, number.Item, 1e-37f));
            }
        }
    }

    [Fact]
    public void The_biases_of_two_lookups_in_one_table_get_their_own_gradients()
    {
        Tape tape = new(Device.Default);
        Tensor table = Random(1, 2, 3), first = Random(2, 1, 3).Reshape(3), second = Random(3, 1, 3).Reshape(3);
        Node a = tape.Parameter(table).Lookup([0, 1, 1, 1], tape.Parameter(first)), b = tape.Parameter(table).Lookup([1, 1, 0], tape.Parameter(second));

        tape.Backward(a.Sum().Add(b.Sum()));

        Assert.Equal([4, 4, 4], tape.GradientOf(first).AsSpan().ToArray());
        Assert.Equal([3, 3, 3], tape.GradientOf(second).AsSpan().ToArray());
        Assert.Equal([2, 2, 2, 5, 5, 5], tape.GradientOf(table).AsSpan().ToArray());
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(20, true)] // more rows than are looked up
    public void An_LSTM_of_a_lookup_equals_the_LSTM_of_the_looked_up_rows_on_every_device(int tableRows, bool withBias)
    {
        const int Units = 64, Batch = 5, Steps = 2;
        float[] looked = Devices.SameBitsOnAll(device => Run(device, writtenOut: false)),
            written = Devices.SameBitsOnAll(device => Run(device, writtenOut: true));
        Assert.Equal(written, looked);

        float[] Run(Device device, bool writtenOut)
        {
            Tape tape = new(device);
            Tensor table = Random(1, tableRows, 4 * Units).To(device), bias = Random(2, 1, 4 * Units).Reshape(4 * Units).To(device),
                recurrent = Random(3, Units, 4 * Units).To(device);
            Node x = tape.Parameter(table).Lookup([.. Enumerable.Range(0, Steps * Batch).Select(i => i * 7 % tableRows)], withBias
                ? tape.Parameter(bias) : null);
            x = writtenOut ? tape.Constant(x.Value.Clone()) : x;
            return x.Lstm(tape.Parameter(recurrent), Random(4, Batch, Units).To(device), Random(5, Batch, Units).To(device)).Value.AsSpan().ToArray();
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_gradient_does_not_change_if_a_parameter_it_depends_on_is_updated_first(bool reshaped)
    {
        Tape tape = new(Device.Default);
        Tensor input = reshaped ? Tensor.From([1, 2], 2, 1) : Tensor.From([1, 2], 1, 2), weights = Tensor.From([3, 4], 2, 1);
        Node x = tape.Parameter(input);
        tape.Backward((reshaped ? x.Reshape(1, 2) : x).Linear(tape.Parameter(weights), null).Sum());

        input.AddScaled(tape.GradientOf(input), 1);

        Assert.Equal([4, 6], input.AsSpan().ToArray());
        Assert.Equal([1, 2], tape.GradientOf(weights).AsSpan().ToArray());
    }

    [Theory, InlineData(false), InlineData(true)]
    public void An_unevaluated_product_gives_the_gradient_however_it_is_read_or_added_to(bool twice)
    {
        Tensor x = Random(1, 7, 5), y = Random(2, 7, 5), weights = Random(3, 5, 4);
        Tensor expected = Pass(twice).GradientOf(weights);
        foreach (Tensor found in new[] { Pass(twice).GradientForStep(weights).ToTensor(),
            Pass(twice, x.Multiply(Tensor.Filled(1, 7, 4), transposeLeft: true)).GradientForStep(weights).ToTensor() })
        {
            for (int i = 0; i < found.Count; i++)
                Assert.Equal(expected.AsSpan()[i], found.AsSpan()[i], 1e-5f);
        }

        // The derivative of the sum of a linear layer's outputs with respect to the weights is the sum of its inputs.
        for (int i = 0; i < 5; i++)
            Assert.Equal(Enumerable.Range(0, 7).Sum(row => (double)x[row, i] + (twice ? y[row, i] : 0)), expected[i, 0], 1e-5);

        Tape Pass(bool both, Tensor? instead = null)
        {
            Tape tape = new(Device.Default);
            Node w = tape.Parameter(weights);
            Node sum = instead is null ? tape.Constant(x).Linear(w, null).Sum() : w.Times(tape.Constant(instead)).Sum();
            if (both)
                sum = sum.Add(tape.Constant(y).Linear(w, null).Sum());
            tape.Backward(sum);
            return tape;
        }
    }

    [Fact]
    public void An_unused_parameter_has_a_gradient_of_zeros()
    {
        Tape tape = new(Device.Default);
        Tensor used = Random(1, 2, 2), idle = Random(2, 2, 2);
        tape.Backward(tape.Parameter(used).Add(tape.Parameter(idle)).Sum());
        tape.Reset();

        tape.Backward(tape.Parameter(used).Sum());

        Assert.Equal([0, 0, 0, 0], tape.GradientOf(idle).AsSpan().ToArray());
    }

    [Fact]
    public void Backward_runs_only_once_before_a_reset()
    {
        Tape tape = new(Device.Default);
        Node sum = tape.Parameter(Random(1, 2, 2)).Sum();
        tape.Backward(sum);

        Assert.Throws<InvalidOperationException>(() => tape.Backward(sum));
    }

    [Fact]
    public void Backward_without_a_gradient_needs_a_single_number()
    {
        Tape tape = new(Device.Default);

        Assert.Throws<ArgumentException>(() => tape.Backward(tape.Parameter(Random(1, 2, 2))));
    }

    [Fact]
    public void Dropout_drops_the_given_share_and_keeps_the_mean()
    {
        const float Probability = 0.3f;
        const int Count = 100_000;
        Tape tape = new(Device.Default);

        float[] values = tape.Constant(Tensor.Filled(1, 100, Count / 100)).Dropout(Probability, RandomStream.For(3, Purpose.General)).Value.AsSpan().ToArray();

        // Five standard errors of a proportion.
        Assert.Equal(Probability, values.Count(x => x == 0) / (double)Count, 5 * Math.Sqrt(Probability * (1 - Probability) / Count));
        Assert.All(values, x => Assert.True(x is 0 || MathF.Abs(x - (1 / (1 - Probability))) < 1e-6f));
    }

    [Fact]
    public void Equal_streams_drop_equal_numbers()
    {
        Tape tape = new(Device.Default);
        Tensor ones = Tensor.Filled(1, 20, 20);

        float[] first = tape.Constant(ones).Dropout(0.5f, RandomStream.For(3, Purpose.General, 7)).Value.AsSpan().ToArray();
        float[] second = tape.Constant(ones).Dropout(0.5f, RandomStream.For(3, Purpose.General, 7)).Value.AsSpan().ToArray();
        float[] other = tape.Constant(ones).Dropout(0.5f, RandomStream.For(3, Purpose.General, 8)).Value.AsSpan().ToArray();

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void A_convolutional_and_a_recurrent_step_have_the_same_bits_on_any_number_of_threads() => Devices.SameBitsOnAll(device =>
    {
        Tape tape = new(device);
        Tensor Place(int branch, params ReadOnlySpan<int> shape)
        {
            Tensor numbers = Tensor.Zeros(device, shape);
            RandomStream.For(5, Purpose.General).At(branch).FillNormal(numbers.AsSpan(), 0, 0.2f);
            return numbers;
        }

        Tensor images = Place(1, 40, 784), filters = Place(2, 6, 25), filterBias = Place(3, 6), weights = Place(4, 1176, 10), recurrent = Place(5, 16, 64),
            table = Place(6, 11, 64);
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 10)];
        Node rows = tape.Constant(images).RowsToPlanes(1, 28, 28).Convolve(tape.Parameter(filters), tape.Parameter(filterBias), 5, 2, Activation.Tanh)
            .AveragePool(2).PlanesToRows();
        Node written = tape.Parameter(table).Lookup([.. Enumerable.Range(0, 400).Select(i => i * 7 % 11)])
            .Lstm(tape.Parameter(recurrent), Tensor.Zeros(device, 40, 16), Tensor.Zeros(device, 40, 16));
        tape.Backward(rows.Multiply(tape.Parameter(weights)).SoftmaxCrossEntropy(labels).Add(written.Normalize(ofColumns: true).Times(written).Mean()));
        return [.. new[] { filters, filterBias, weights, recurrent, table }.SelectMany(parameter => tape.GradientOf(parameter).AsSpan().ToArray())];
    });

    private static Tensor Random(int branch, params ReadOnlySpan<int> shape)
    {
        Tensor numbers = Tensor.Zeros(shape);
        RandomStream.For(2, Purpose.General).At(branch).FillNormal(numbers.AsSpan());
        return numbers;
    }
}
