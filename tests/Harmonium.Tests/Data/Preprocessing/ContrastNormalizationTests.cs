using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Data.Preprocessing;

public sealed class ContrastNormalizationTests
{
    [Fact]
    public void Examples_of_any_contrast_get_mean_0_and_variance_1()
    {
        Dataset data = Examples(contrast: row => MathF.Pow(10, row % 3));

        Tensor found = All(ContrastNormalization.Apply(data, 1e-9));

        for (int row = 0; row < found.Rows; row++)
        {
            Assert.Equal(0, found.Row(row).ToArray().Average(), 1e-5);
            Assert.Equal(1, found.Row(row).ToArray().Average(x => x * x), 1e-4);
        }
    }

    [Fact]
    public void Examples_fainter_than_the_floor_stay_faint_and_flat_ones_become_zeros()
    {
        Dataset data = Examples(contrast: row => row == 0 ? 0 : 0.01f);

        Tensor found = All(ContrastNormalization.Apply(data, 1));

        Assert.All(found.Row(0).ToArray(), x => Assert.Equal(0, x));
        Assert.InRange(found.Row(1).ToArray().Average(x => x * x), 1e-6, 1e-3);
    }

    [Fact]
    public void Labels_shape_and_name_stay()
    {
        Dataset data = Examples(_ => 1);

        Dataset found = ContrastNormalization.Apply(data);

        Assert.Equal((data.Name, data.Shape, data.Origin), (found.Name, found.Shape, found.Origin));
        Assert.Equal(data.Labels, found.Labels);
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void The_floor_is_above_0_and_finite(double floor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ContrastNormalization.Apply(Examples(_ => 1), floor));

    private static Dataset Examples(Func<int, float> contrast)
    {
        const int Side = 5;
        Tensor values = Tensor.Zeros(6, Side * Side);
        RandomStream random = RandomStream.For(3, Purpose.General);
        for (int row = 0; row < values.Rows; row++)
        {
            for (int i = 0; i < values.Columns; i++)
                values[row, i] = row + (contrast(row) * random.Normal(row, i));
        }

        return new Dataset("patches", new FloatExamples(values), ItemShape.Image(Side, Side)) { Labels = [0, 1, 0, 1, 0, 1], Origin = "somewhere" };
    }

    private static Tensor All(Dataset data) => data.Examples.Rows([.. Enumerable.Range(0, data.Count)]);
}
