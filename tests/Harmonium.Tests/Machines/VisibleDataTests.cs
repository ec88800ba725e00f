using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests.Machines;

public sealed class VisibleDataTests
{
    [Fact]
    public void Sampled_states_are_the_same_in_every_pass_and_for_any_block_size()
    {
        Dataset gray = Gray();
        VisibleData data = new(gray, Binarization.Sampled, seed: 3, blockSize: 7);

        float[] first = All(data);

        Assert.Equal(first, All(data));
        Assert.Equal(first, All(new VisibleData(gray, Binarization.Sampled, seed: 3, blockSize: 100)));
        Assert.NotEqual(first, All(new VisibleData(gray, Binarization.Sampled, seed: 4)));
        // 4 standard errors of 20 · 50 draws of probability 0.3.
        Assert.Equal(0.3, first.Average(), 4 * Math.Sqrt(0.21 / 1000));
    }

    [Fact]
    public void Static_states_are_those_of_the_binarizer()
    {
        Assert.Equal(
            Binarizer.Fix(Gray(), Binarization.Static, 5).Examples.Rows([.. Enumerable.Range(0, 20)]).AsSpan().ToArray(),
            All(new VisibleData(Gray(), Binarization.Static, seed: 5)));
    }

    [Fact]
    public void The_mean_is_taken_over_all_blocks()
    {
        Dataset data = new("d", new FloatExamples(Tensor.From([1, 0, 1, 1, 0, 0], 3, 2)), ItemShape.Vector(2));

        Assert.Equal([2f / 3, 1f / 3], new VisibleData(data, blockSize: 2).Mean().AsSpan().ToArray());
    }

    [Fact]
    public void A_data_set_without_examples_is_refused()
    {
        Dataset empty = new("nothing", new FloatExamples(Tensor.Zeros(0, 2)), ItemShape.Vector(2));

        Assert.Contains("nothing", Assert.Throws<ArgumentException>(() => new VisibleData(empty)).Message);
    }

    private static Dataset Gray() => new("gray", new FloatExamples(Tensor.Filled(0.3f, 20, 50)), ItemShape.Vector(50));

    private static float[] All(VisibleData data) => [.. data.Blocks(Device.Default).SelectMany(block => block.AsTensor().AsSpan().ToArray())];
}
