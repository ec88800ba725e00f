using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Tests;

/// <summary>Compares hidden units for every class at once with sums in double.</summary>
public sealed class TensorClassesTests
{
    private const float Scale = 1.5f;

    // Beyond 960 columns, a sum needs more than one product. Also partial vectors of every length.
    public static TheoryData<int, int, int> Sizes => new() { { 1, 2, 1 }, { 3, 10, 15 }, { 5, 3, 64 }, { 7, 10, 130 }, { 2, 4, 1000 } };

    [Theory, MemberData(nameof(Sizes))]
    public void Sums_of_softplus_are_correct_for_every_class(int rows, int classes, int units)
    {
        float[] x = Numbers(rows * units, 6, 1), table = Numbers(classes * units, 6, 2), kept = Kept(rows * units);

        float[] all = Devices.SameBitsOnAll(device => Sum(device, x, table, null, 1, rows, classes, units));
        float[] some = Devices.SameBitsOnAll(device => Sum(device, x, table, kept, Scale, rows, classes, units));

        for (int s = 0; s < rows; s++)
        {
            for (int y = 0; y < classes; y++)
            {
                double[] terms = [.. Enumerable.Range(0, units).Select(j => Softplus(x[(s * units) + j] + table[(y * units) + j]))];
                // Half a unit in the last place of every addend and of the result.
                Assert.Equal(terms.Sum(), all[(s * classes) + y], 1e-5 * (1 + terms.Sum()));
                double sum = Scale * terms.Where((_, j) => kept[(s * units) + j] == 1).Sum();
                Assert.Equal(sum, some[(s * classes) + y], 1e-5 * (1 + sum));
            }
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Mixtures_of_sigmoids_are_sums_over_the_classes_and_over_the_examples(int rows, int classes, int units)
    {
        float[] x = Numbers(rows * units, 3, 1), table = Numbers(classes * units, 3, 2), kept = Kept(rows * units);
        float[] a = Numbers(rows * classes, 1, 3), b = Numbers(rows * classes, 1, 4), weights = Numbers(rows, 1, 5);

        float[] found = Devices.SameBitsOnAll(device =>
        {
            Tensor first = Tensor.Aligned(device, rows, units), second = Tensor.Zeros(device, rows, units), difference = Tensor.Aligned(device, classes, units);
            Of(device, x, rows, units).MixSigmoidByClass(
                Of(device, table, classes, units), Of(device, weights, rows), Of(device, a, rows, classes), Of(device, b, rows, classes),
                first, second, difference, Of(device, kept, rows, units), Scale);
            return [.. first.Contiguous().AsSpan(), .. second.AsSpan(), .. difference.Contiguous().AsSpan()];
        });

        double R(int s, int y, int j) => Scale * kept[(s * units) + j] / (1 + Math.Exp(-(double)(x[(s * units) + j] + table[(y * units) + j])));
        for (int j = 0; j < units; j++)
        {
            for (int s = 0; s < rows; s++)
            {
                Assert.Equal(Enumerable.Range(0, classes).Sum(y => a[(s * classes) + y] * R(s, y, j)), found[(s * units) + j], 1e-5);
                Assert.Equal(Enumerable.Range(0, classes).Sum(y => b[(s * classes) + y] * R(s, y, j)), found[((rows + s) * units) + j], 1e-5);
            }

            for (int y = 0; y < classes; y++)
            {
                double sum = Enumerable.Range(0, rows).Sum(s => weights[s] * (a[(s * classes) + y] - b[(s * classes) + y]) * R(s, y, j));
                Assert.Equal(sum, found[(2 * rows * units) + (y * units) + j], 1e-5);
            }
        }
    }

    [Fact]
    public void Inputs_far_from_0_neither_overflow_nor_vanish()
    {
        Tensor x = Tensor.From([1e4f, -1e4f, 90, -90], 1, 4), table = Tensor.Zeros(2, 4);

        Assert.Equal(10_090, x.SumOfSoftplusByClass(table)[0, 0], 1e-2);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Tensor x = Tensor.Zeros(3, 5);

        Assert.Contains("[classes, 5]", Assert.Throws<ArgumentException>(() => x.SumOfSoftplusByClass(Tensor.Zeros(2, 4))).Message);
        Assert.Throws<ArgumentException>(() => x.SumOfSoftplusByClass(Tensor.Zeros(2, 5), kept: Tensor.Zeros(2, 5)));
        Assert.Throws<ArgumentException>(() => x.SumOfSoftplusByClass(Tensor.Zeros(2, 5), into: Tensor.Zeros(3, 3)));
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => x.MixSigmoidByClass(
            Tensor.Zeros(2, 5), Tensor.Zeros(3), Tensor.Zeros(3, 2), Tensor.Zeros(2, 3), Tensor.Zeros(3, 5), Tensor.Zeros(3, 5), Tensor.Zeros(2, 5))).Message);
    }

    private static float[] Sum(CpuDevice device, float[] x, float[] table, float[]? kept, float scale, int rows, int classes, int units) =>
        [.. Of(device, x, rows, units).SumOfSoftplusByClass(Of(device, table, classes, units), kept is null ? null
            : Of(device, kept, rows, units), scale).AsSpan()];

    private static Tensor Of(CpuDevice device, float[] numbers, params ReadOnlySpan<int> shape)
    {
        Tensor tensor = Tensor.Zeros(device, shape);
        numbers.CopyTo(tensor.AsSpan());
        return tensor;
    }

    private static float[] Numbers(int count, float range, int branch)
    {
        float[] numbers = new float[count];
        RandomStream.For(9, Purpose.General).At(branch).FillUniform(numbers, -range, range);
        return numbers;
    }

    private static float[] Kept(int count) => [.. Enumerable.Range(0, count).Select(i => i % 3 == 1 ? 0f : 1f)];

    private static double Softplus(float z) => Math.Max(0, z) + Math.Log(1 + Math.Exp(-Math.Abs((double)z)));
}
