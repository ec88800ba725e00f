using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics.Tests;

/// <summary>Optimizer steps with a gradient that is a product.</summary>
public sealed class ProductStepTests
{
    /// <summary>Batch, rows, columns: empty, one, primes, more rows than one block, and many columns with few rows.</summary>
    public static TheoryData<int, int, int> Sizes =>
        new() { { 0, 3, 5 }, { 4, 0, 5 }, { 4, 3, 0 }, { 1, 1, 1 }, { 7, 13, 17 }, { 30, 401, 50 }, { 5, 37, 6500 }, { 250, 65, 129 } };

    [Theory, MemberData(nameof(Sizes))]
    public void A_product_gives_the_same_update_as_its_result_bit_for_bit_on_every_device(int batch, int rows, int columns)
    {
        foreach ((float momentum, bool nesterov, float l2, float l1) in new[] { (0f, false, 0f, 0f), (0.9f, false, 0.01f, 0f), (0.9f, true, 0f, 0.01f) })
        {
            AssertSame(batch, rows, columns, memories: momentum > 0 ? 1 : 0, (values, memory, gradient) =>
                values.StepWithMomentum(memory.Length > 0 ? memory[0] : null, gradient, 0.1f, momentum, nesterov, l2, l1));
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void An_adaptive_step_accepts_a_product(int batch, int rows, int columns) =>
        AssertSame(batch, rows, columns, memories: 2, (values, memory, gradient) =>
            values.StepAdaptively(memory[0], memory[1], gradient, new AdaptiveRates(0.01f, 1.5f, 0.9f, 0.99f, 1e-6f, 0.999f, 0.001f)));

    [Fact]
    public void Values_without_a_gradient_decay_to_zero_and_not_to_denormal_numbers()
    {
        foreach (CpuDevice device in Devices.All)
        {
            Tensor nothing = Tensor.Zeros(device, 3, 21), values = Samples.Random(device, 1, 3, 21), velocity = Samples.Random(device, 2, 3, 21);
            Tensor means = velocity.CopyTo(Tensor.ZerosLike(velocity)), squares = Tensor.Filled(1, 3, 21).To(device);
            for (int i = 0; i < 1000; i++)
            {
                values.StepWithMomentum(velocity, nothing, 0.1f, 0.9f);
                values.StepAdaptively(means, squares, nothing, new AdaptiveRates(0.01f, 1, 0.9f, 0.9f, 1e-6f, 1, 0));
            }

            Assert.All([.. velocity.Numbers(), .. means.Numbers(), .. squares.Numbers()], number => Assert.Equal(0, number));
        }
    }

    /// <summary>In the middle of a row, at its end, and at the end of the matrix, after the last whole vector.</summary>
    [Theory, InlineData(0, 3), InlineData(0, 20), InlineData(2, 20)]
    public void The_largest_magnitude_is_not_finite_if_any_element_is_not(int row, int column)
    {
        foreach (CpuDevice device in Devices.All)
        {
            foreach ((float found, float expected) in new[] { (float.NaN, float.NaN), (float.NegativeInfinity, float.PositiveInfinity), (-1e30f, 1e30f) })
            {
                Tensor gradient = Tensor.Zeros(device, 3, 21);
                gradient[row, column] = found;
                Assert.Equal(expected, Samples.Random(device, 1, 3, 21).StepWithMomentum(null, gradient, 1, 0));

                // An infinite gradient updates a weight by ∞/∞.
                Tensor values = Tensor.Zeros(device, 3, 21), squares = Tensor.Zeros(device, 3, 21);
                values[row, column] = found;
                Assert.Equal(expected, values.StepAdaptively(null, squares, Tensor.Zeros(device, 3, 21), new AdaptiveRates(0.01f, 1, 0.9f, 0.9f, 1e-6f, 1, 0)));
            }
        }
    }

    [Fact]
    public void Padded_tensors_are_updated_like_contiguous_ones()
    {
        Tensor left = Samples.Random(Device.Default, 1, 4, 3), right = Samples.Random(Device.Default, 2, 4, 5),
            plain = Samples.Random(Device.Default, 3, 3, 5), gapped = plain.CopyTo(Tensor.Aligned(Device.Default, 3, 5));
        plain.StepWithMomentum(null, new Gradient(left, right), 0.1f, 0);
        gapped.StepWithMomentum(null, new Gradient(left, right), 0.1f, 0);
        Assert.Equal(plain.Numbers(), gapped.Numbers());
        Samples.AssertPaddingIsZero(gapped);
    }

    [Fact]
    public void Factors_that_do_not_fit_are_refused_with_their_shapes()
    {
        Assert.Contains("[4, 3] and [5, 2]", Assert.Throws<ArgumentException>(() => new Gradient(Tensor.Zeros(4, 3), Tensor.Zeros(5, 2))).Message,
            StringComparison.Ordinal);
        Gradient gradient = new(Tensor.Zeros(4, 3), Tensor.Zeros(4, 2));
        Assert.Contains("[3, 2] does not fit a tensor of shape [2, 3]",
            Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).StepWithMomentum(null, gradient, 1, 0)).Message, StringComparison.Ordinal);
    }

    private static void AssertSame(int batch, int rows, int columns, int memories, Func<Tensor, Tensor[], Gradient, float> step)
    {
        float[] byProduct = Devices.SameBitsOnAll(device => Steps(device, 1, (left, right) => new Gradient(left, right)));
        float[] byNumbers = Devices.SameBitsOnAll(device => Steps(device, 1, (left, right) => left.Multiply(right, transposeLeft: true)));
        Assert.Equal(byNumbers, byProduct);

        // For sparse inputs, the sums have a different order, in the step and in the product.
        byProduct = Devices.SameBitsOnAll(device => Steps(device, 0.2, (left, right) => new Gradient(States.From(left), right)));
        byNumbers = Devices.SameBitsOnAll(device => Steps(device, 0.2, (left, right) => States.From(left).MultiplyTransposed(right)));
        Assert.Equal(byNumbers, byProduct);

        float[] Steps(CpuDevice device, double density, Func<Tensor, Tensor, Gradient> gradient)
        {
            Tensor values = Samples.Random(device, 1, rows, columns), left = Samples.Random(device, 2, batch, rows, density: density),
                right = Samples.Random(device, 3, batch, columns, aligned: true);
            Tensor[] memory = [.. Enumerable.Range(0, memories).Select(_ => Tensor.ZerosLike(values))];
            List<float> largest = [];
            for (int i = 0; i < 2; i++)
                largest.Add(step(values, memory, gradient(left, right)));
            Assert.Equal(largest[1], values.Numbers().Select(Math.Abs).Append(0).Max());
            return [.. values.Numbers(), .. memory.SelectMany(tensor => tensor.Numbers()), .. largest];
        }
    }
}
