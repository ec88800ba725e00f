using Harmonium.Numerics.Kernels.Elements;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Kernels.Elements;

public sealed unsafe class ElementwiseTests
{
    private static readonly int[] Counts = [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 100];

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Binary_operations_match_float32(VectorWidth width)
    {
        foreach (int count in Counts)
        {
            AssertZips<Addition>(width, count, (a, b) => a + b);
            AssertZips<Subtraction>(width, count, (a, b) => a - b);
            AssertZips<Multiplication>(width, count, (a, b) => a * b);
            AssertZips<Division>(width, count, (a, b) => a / b);
            AssertZips<Maximum>(width, count, MathF.Max);
            AssertZips<Minimum>(width, count, MathF.Min);
            AssertZips<Composed<Square, Addition>>(width, count, (a, b) => (a + b) * (a + b));
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void A_row_vector_and_a_column_vector_are_broadcast(VectorWidth width)
    {
        foreach ((int rows, int columns) in new[] { (0, 4), (3, 0), (1, 1), (3, 5), (4, 16), (7, 37) })
        {
            using var x = GuardedNumbers.Random(rows * columns, seed: 5);
            using var row = GuardedNumbers.Random(columns, seed: 6);
            using var column = GuardedNumbers.Random(rows, seed: 7);
            using var byRow = new GuardedNumbers(rows * columns);
            using var byColumn = new GuardedNumbers(rows * columns);
            Elementwise.ZipRow<Subtraction>(width, rows, columns, x.Address, row.Address, byRow.Address);
            Elementwise.ZipColumn<Multiplication>(width, rows, columns, x.Address, column.Address, byColumn.Address);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    Assert.Equal(x.Span[(i * columns) + j] - row.Span[j], byRow.Span[(i * columns) + j]);
                    Assert.Equal(x.Span[(i * columns) + j] * column.Span[i], byColumn.Span[(i * columns) + j]);
                }
            }

            byRow.AssertUntouchedAround();
            byColumn.AssertUntouchedAround();
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Scaled_addition_rounds_once_also_in_place(VectorWidth width)
    {
        bool isFused = Widths.AreFused || width != VectorWidth.Bits128;
        foreach (int count in Counts)
        {
            using var x = GuardedNumbers.Random(count, seed: 8, shift: 1);
            using var y = GuardedNumbers.Random(count, seed: 9, shift: 2);
            using var affine = new GuardedNumbers(count, shift: 3);
            float[] before = y.Span.ToArray();
            Elementwise.Affine(width, 0.3f, x.Address, -0.7f, affine.Address, count);
            Elementwise.AddScaled(width, 0.3f, x.Address, y.Address, y.Address, count);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(isFused ? MathF.FusedMultiplyAdd(0.3f, x.Span[i], -0.7f) : (0.3f * x.Span[i]) - 0.7f, affine.Span[i]);
                Assert.Equal(isFused ? MathF.FusedMultiplyAdd(0.3f, x.Span[i], before[i]) : (0.3f * x.Span[i]) + before[i], y.Span[i]);
            }

            y.AssertUntouchedAround();
            affine.AssertUntouchedAround();
        }
    }

    private static void AssertZips<TFunction>(VectorWidth width, int count, Func<float, float, float> expected)
        where TFunction : struct, IBinaryOperation
    {
        using var a = GuardedNumbers.Random(count, seed: 1);
        using var b = GuardedNumbers.Random(count, seed: 2, shift: 1);
        if (count > 2)
            (a.Span[count - 1], a.Span[0], b.Span[1]) = (float.NaN, float.PositiveInfinity, 0);
        using var zipped = new GuardedNumbers(count, shift: 2);
        using var withNumber = new GuardedNumbers(count);
        Elementwise.Zip<TFunction>(width, a.Address, b.Address, zipped.Address, count);
        Elementwise.ZipNumber<TFunction>(width, a.Address, 0.4f, withNumber.Address, count);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(expected(a.Span[i], b.Span[i]), zipped.Span[i]);
            Assert.Equal(expected(a.Span[i], 0.4f), withNumber.Span[i]);
        }

        zipped.AssertUntouchedAround();
        withNumber.AssertUntouchedAround();
    }
}
