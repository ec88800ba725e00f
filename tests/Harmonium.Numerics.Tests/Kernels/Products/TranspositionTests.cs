using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Kernels.Products;

public sealed unsafe class TranspositionTests
{
    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Every_element_is_transposed_and_nothing_else_is_written(VectorWidth width)
    {
        foreach (int rows in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 100 })
        {
            foreach (int columns in new[] { 0, 1, 2, 3, 4, 5, 6, 16, 63, 64, 65, 67, 131 })
            {
                const int SourceGap = 3, TargetGap = 2;
                using var source = new GuardedNumbers(rows * (columns + SourceGap), shift: 1);
                for (int i = 0; i < source.Count; i++)
                    source.Span[i] = i;
                using var target = new GuardedNumbers(columns * (rows + TargetGap), shift: 3);
                Transposition.Transpose(width, rows, columns, source.Address, columns + SourceGap, target.Address, rows + TargetGap);
                for (int j = 0; j < columns; j++)
                {
                    for (int i = 0; i < rows; i++)
                        Assert.Equal((i * (columns + SourceGap)) + j, target.Span[(j * (rows + TargetGap)) + i]);
                    for (int i = rows; i < rows + TargetGap; i++)
                        Assert.True(GuardedNumbers.IsUntouched(target.Span[(j * (rows + TargetGap)) + i]));
                }

                target.AssertUntouchedAround();
            }
        }
    }
}
