using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics.Tests;

public sealed class StatesTests
{
    private static readonly CpuDevice Device = new(2);

    [Fact]
    public void Zeros_and_ones_become_bits_however_many_ones_there_are()
    {
        foreach (double density in new[] { 0, 0.1, 0.9, 1 })
        {
            Tensor values = Samples.Binary(Device, 1, 7, 130, density);
            States states = States.From(values);
            Assert.NotNull(states.Bits);
            Assert.Null(states.Sparse);
            Assert.Equal(values.Numbers().Count(x => x == 1), states.Bits.PopulationCount());
            Assert.Equal(values.Numbers().Average(), (float)states.Density, 1e-6);
        }
    }

    [Fact]
    public void Minus_one_and_one_become_bits_that_are_signs()
    {
        foreach ((CpuDevice device, int rows, int columns) in Devices.All.SelectMany(device => new[] { (device, 1, 1), (device, 7, 130), (device, 40, 67) }))
        {
            Tensor values = Samples.Signs(device, 2, rows, columns);
            States states = States.From(values);
            Assert.True(states.AreSigns);
            Assert.Equal(values.Numbers().Count(x => x == 1), states.Bits!.PopulationCount());
            Assert.Equal(1, states.Density);
            states.Changed();
            Assert.Equal(values.Numbers(), states.AsTensor().Numbers());
        }

        Assert.False(States.From(Tensor.Filled(1, 2, 3)).AreSigns);
        Assert.Equal(new float[60], States.Signs(Device, 30, 0).Multiply(Tensor.Zeros(Device, 0, 2)).Numbers());
        Assert.Null(States.From(Tensor.From([-1, 1, 0, 1], 2, 2)).Bits);
        Assert.Null(States.From(Tensor.From([-1, 1, -1, 0.5f], 2, 2)).Bits);
    }

    [Fact]
    public void Rows_of_signs_are_taken_and_exchanged()
    {
        Tensor a = Samples.Signs(Device, 1, 3, 70), b = Samples.Signs(Device, 2, 3, 70), zeros = Samples.Binary(Device, 3, 3, 70, 0.5);
        States taken = States.From(a).Take([2, 0, 2], States.Binary(Device, 3, 70));
        Assert.Equal([.. a.Row(2), .. a.Row(0), .. a.Row(2)], taken.AsTensor().Numbers());
        foreach (Tensor other in new[] { b, zeros })
        {
            (States first, States second) = States.From(a).Exchange(States.From(other), [true, false, true]);
            Assert.Equal([.. other.Row(0), .. a.Row(1), .. other.Row(2)], first.AsTensor().Numbers());
            Assert.Equal([.. a.Row(0), .. other.Row(1), .. a.Row(2)], second.AsTensor().Numbers());
        }
    }

    [Fact]
    public void Sparse_values_get_a_mask_and_others_stay_dense()
    {
        // A third of 12 numbers is 4.
        States few = States.From(Tensor.From([2, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], 3, 4));
        Assert.NotNull(few.Masked);
        Assert.Equal(4 / 12.0, few.Density);
        Assert.True(few.PrefersGather);
        States dense = States.From(Tensor.From([2, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], 3, 4));
        Assert.True(dense.IsDense);
        Assert.Equal(5 / 12.0, dense.Density);
        Assert.False(dense.PrefersGather);
    }

    [Fact]
    public void The_mask_selects_exactly_the_nonzero_elements_on_every_device()
    {
        foreach (CpuDevice device in Devices.All)
        {
            // Two words and part of a vector. NaN counts as nonzero, and −0 as zero.
            Tensor values = Samples.Random(device, 1, 21, 133, aligned: true, density: 0.2);
            (values[3, 7], values[4, 132], values[5, 64]) = (float.NaN, -0f, 1e-45f);
            States states = States.From(values), units = states.Transposed();
            for (int row = 0; row < values.Rows; row++)
            {
                for (int column = 0; column < values.Columns; column++)
                    Assert.Equal((values[row, column] != 0, values[row, column] != 0), (states.Masked!.Mask[row, column], units.Masked!.Mask[column, row]));
            }

            Assert.Equal((133, 21, states.Density), (units.Rows, units.Columns, units.Density));
            for (int row = 0; row < values.Rows; row++)
                Assert.Equal(values.Row(row).ToArray(), Enumerable.Range(0, 133).Select(column => units.AsTensor()[column, row]));
        }
    }

    [Fact]
    public void Sampled_counts_are_sparse_and_can_be_transposed()
    {
        States counts = Tensor.Zeros(Device, 2, 5).SampleCounts(Tensor.From([0, 0, 3, 0, 0], 5).To(Device), [40, 0], new RandomStream(1, Purpose.Gibbs, 0, 0));
        SparseRows drawn = counts.Sparse!, turned = counts.Transposed().Sparse!;
        Assert.Equal(40, drawn.Values.Sum());
        Assert.Equal(drawn.Columns.Length, drawn.Starts[1]);
        Assert.Equal([.. Enumerable.Range(0, 5).Select(column => counts.AsTensor()[0, column])],
            [.. Enumerable.Range(0, 5).Select(column => counts.Transposed().AsTensor()[column, 0])]);
        Assert.Equal(drawn.Values.Length, turned.Starts[5]);
        Assert.All(turned.Columns, row => Assert.Equal(0, row));
    }

    /// <summary>Batch, units, columns: empty, one, part of a word, more than tables need, whole tiles and partial tiles.</summary>
    public static TheoryData<int, int, int> Sizes =>
        new() { { 0, 5, 3 }, { 4, 0, 3 }, { 4, 5, 0 }, { 1, 1, 1 }, { 7, 70, 33 }, { 30, 129, 64 }, { 100, 300, 50 } };

    [Theory, MemberData(nameof(Sizes))]
    public void Transposed_products_are_correct_for_every_representation(int batch, int units, int columns)
    {
        foreach (Func<Device, Tensor> sample in new Func<Device, Tensor>[]
        {
            device => Samples.Random(device, 1, batch, units, density: 0.2), device => Samples.Random(device, 1, batch, units), device =>
                Samples.Signs(device, 1, batch, units),
            device => Samples.Binary(device, 1, batch, units, 0.2), device => Samples.Binary(device, 1, batch, units, 0.6),
        })
        {
            float[] product = Devices.SameBitsOnAll(device =>
                States.From(sample(device)).MultiplyTransposed(Samples.Random(device, 2, batch, columns, aligned: true)).Numbers());
            float[] expected = sample(Device).Multiply(Samples.Random(Device, 2, batch, columns), transposeLeft: true).Numbers();
            Assert.Equal(expected.Length, product.Length);
            Assert.All(expected.Zip(product), pair => Assert.Equal(pair.First, pair.Second, 1e-5f * Math.Max(1, batch)));
            Tensor into = Tensor.Filled(3, units, columns).To(Device);
            States.From(sample(Device)).MultiplyTransposed(Samples.Random(Device, 2, batch, columns), into, accumulate: true);
            Assert.All(expected.Zip(into.Numbers()), pair => Assert.Equal(pair.First + 3, pair.Second, 1e-5f * Math.Max(1, batch)));
        }
    }

    [Fact]
    public void A_transposed_product_of_different_batch_sizes_is_refused() =>
        Assert.Contains("4 examples do not match 5 rows",
            Assert.Throws<ArgumentException>(() => States.From(Tensor.Zeros(4, 3)).MultiplyTransposed(Tensor.Zeros(5, 2))).Message, StringComparison.Ordinal);

    [Fact]
    public void AsTensor_returns_the_values_of_every_representation_and_layout()
    {
        foreach (bool aligned in new[] { false, true })
        {
            Tensor sparse = Samples.Random(Device, 1, 6, 21, aligned, density: 0.2), dense = Samples.Random(Device, 2, 6, 21, aligned);
            Tensor binary = Samples.Binary(Device, 3, 6, 21, 0.5).CopyTo(aligned ? Tensor.Aligned(Device, 6, 21) : Tensor.Zeros(Device, 6, 21));
            foreach (Tensor values in new[] { sparse, dense, binary })
                Assert.Equal(values.Numbers(), States.From(values).AsTensor().Numbers());
        }
    }

    [Fact]
    public void Density_and_values_follow_changed_bits()
    {
        States states = States.Binary(Device, 2, 70);
        Assert.Equal((0, 0f), (states.Density, states.AsTensor().LargestMagnitude()));
        states.Bits![1, 69] = true;
        states.Changed();
        Assert.Equal(1 / 140.0, states.Density);
        Assert.Equal(1, states.AsTensor()[1, 69]);
        Assert.Equal(1, states.AsTensor().SumOfSquares());
    }

    [Fact]
    public void Sampling_into_states_does_not_change_the_tensor_they_were_created_from()
    {
        Tensor values = Samples.Binary(Device, 1, 5, 40, 0.5);
        float[] before = values.Numbers();
        States states = States.From(values);
        Tensor.Filled(1, 5, 40).To(Device).SampleBernoulli(new RandomStream(1, Purpose.Gibbs, 0, 0), states);
        Assert.Equal(Enumerable.Repeat(1f, 200), states.AsTensor().Numbers());
        Assert.Equal(before, values.Numbers());
    }

    [Fact]
    public void A_clone_is_independent_and_has_the_same_representation()
    {
        Tensor sparse = Samples.Random(Device, 1, 4, 70, density: 0.1), dense = Samples.Random(Device, 2, 4, 70),
            binary = Samples.Binary(Device, 3, 4, 70, 0.5);
        foreach (Tensor values in new[] { sparse, dense, binary, Samples.Signs(Device, 4, 4, 70) })
        {
            States original = States.From(values), clone = original.Clone();
            Assert.Equal((original.Bits is null, original.AreSigns, original.Masked is null, original.Density),
                (clone.Bits is null, clone.AreSigns, clone.Masked is null, clone.Density));
            Assert.Equal(values.Numbers(), clone.AsTensor().Numbers());
            Assert.NotSame(original.AsTensor(), clone.AsTensor());
        }

        States bits = States.From(binary), copy = bits.Clone();
        copy.Bits![0, 0] = !copy.Bits[0, 0];
        copy.Changed();
        Assert.NotEqual(bits.Bits![0, 0], copy.Bits[0, 0]);
    }

    [Fact]
    public void Dot_and_WeightedSum_are_those_of_the_definition()
    {
        foreach (CpuDevice device in Devices.All)
        {
            foreach ((int rows, int columns) in new[] { (1, 1), (5, 67), (67, 5), (0, 3), (3, 0) })
            {
                Tensor vector = Samples.Random(device, 1, 1, columns).Reshape(columns), weights = Samples.Random(device, 2, 1, rows).Reshape(rows);
                Tensor sparse = Samples.Random(device, 3, rows, columns, density: 0.1), dense = Samples.Random(device, 4, rows, columns, aligned: true);
                foreach (Tensor x in new[] { sparse, dense, Samples.Binary(device, 5, rows, columns, 0.3), Samples.Signs(device, 6, rows, columns) })
                {
                    double[] dot = States.From(x).Dot(vector);
                    float[] sum = States.From(x).WeightedSum(weights).Numbers();
                    for (int i = 0; i < rows; i++)
                        Assert.Equal(Enumerable.Range(0, columns).Sum(j => (double)x[i, j] * vector[j]), dot[i], 1e-12);
                    for (int j = 0; j < columns; j++)
                        Assert.Equal(Enumerable.Range(0, rows).Sum(i => (double)x[i, j] * weights[i]), sum[j], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void Strided_vectors_give_the_same_results_as_contiguous_ones()
    {
        Tensor gapped = Samples.Random(Device, 1, 6, 1, aligned: true), plain = gapped.Contiguous().Reshape(6), x = Samples.Random(Device, 2, 6, 6);
        States states = States.From(x);
        Assert.Equal(states.Dot(plain), states.Dot(gapped));
        Assert.Equal(x.SumOfSoftplus(plain), x.SumOfSoftplus(gapped));
        Assert.Equal(x.SigmoidWithBias(plain).Numbers(), x.SigmoidWithBias(gapped).Numbers());
        Assert.Equal(states.WeightedSum(plain).Numbers(), states.WeightedSum(gapped, Tensor.Aligned(Device, 6, 1)).Numbers());
    }

    [Fact]
    public void Vectors_of_another_length_are_refused_with_both_shapes()
    {
        States states = States.Binary(Device, 4, 6);
        foreach (Action act in new Action[] { () => states.Dot(Tensor.Zeros(4)), () => states.WeightedSum(Tensor.Zeros(4), Tensor.Zeros(4)) })
            Assert.Contains("6 elements is needed for states of [4, 6]; this one is [4]", Assert.Throws<ArgumentException>(act).Message,
                StringComparison.Ordinal);
        Assert.Contains("[6]", Assert.Throws<ArgumentException>(() => states.WeightedSum(Tensor.Zeros(6))).Message, StringComparison.Ordinal);
        var product = Assert.Throws<ArgumentException>(() => states.Multiply(Tensor.Zeros(4, 6)));
        Assert.Contains("[4, 6] cannot be multiplied by a matrix of shape [4, 6]: 6 units do not match 4 rows", product.Message, StringComparison.Ordinal);
        Assert.Contains("[4, 3]", Assert.Throws<ArgumentException>(() => states.Multiply(Tensor.Zeros(6, 3), Tensor.Zeros(3, 4))).Message,
            StringComparison.Ordinal);
    }
}
