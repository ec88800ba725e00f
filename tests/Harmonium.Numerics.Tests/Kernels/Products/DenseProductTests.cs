using CsCheck;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Kernels.Products;

public sealed unsafe class DenseProductTests
{
    private const double Epsilon = 1.0 / (1 << 24);

    // 0, 1, primes, whole tiles, slightly more than a tile, more than one block of the sum (224) and of the rows (512).
    private static readonly (int Rows, int Columns, int Depth)[] Sizes =
    [
        (0, 5, 3), (5, 0, 3), (5, 3, 0), (1, 1, 1), (1, 48, 7), (1, 53, 225), (2, 47, 31), (7, 13, 11), (8, 48, 224), (9, 49, 449),
        (10, 96, 50), (16, 33, 17), (23, 29, 1), (24, 97, 6), (37, 129, 227), (61, 5, 97), (529, 51, 19),
    ];

    public static TheoryData<VectorWidth, bool, bool> WidthsAndTranspositions =>
        new MatrixTheoryData<VectorWidth, bool, bool>(Widths.All, [false, true], [false, true]);

    [Theory, MemberData(nameof(WidthsAndTranspositions))]
    public void A_product_has_the_accuracy_of_float32_sums_and_writes_nothing_else(VectorWidth width, bool transposeA, bool transposeB)
    {
        var product = new DenseProduct(new WorkerPool(2), width);
        foreach ((int rows, int columns, int depth) in Sizes)
        {
            foreach ((float alpha, bool accumulate) in new[] { (1f, false), (-0.75f, true) })
            {
                using var problem = new Problem(rows, columns, depth, transposeA, transposeB, gap: 3);
                problem.AssertSolvedBy(product, alpha, accumulate);
            }
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Every_small_product_is_correct(VectorWidth width)
    {
        var product = new DenseProduct(new WorkerPool(3), width);
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 120], Gen.Int[0, 300], Gen.Bool, Gen.Bool, Gen.Int[0, 17]).Sample(
            (rows, columns, depth, transposeA, transposeB, gap) =>
            {
                using var problem = new Problem(rows, columns, depth, transposeA, transposeB, gap);
                problem.AssertSolvedBy(product, alpha: 1.5f, accumulate: gap % 2 == 0);
            },
            seed: "0N0XIzNsQ0O2",
            iter: 40,
            threads: 1);
    }

    [Theory, MemberData(nameof(WidthsAndTranspositions))]
    public void The_bits_do_not_depend_on_the_number_of_threads_or_on_the_width(VectorWidth width, bool transposeA, bool transposeB)
    {
        foreach ((int rows, int columns, int depth) in new[] { (100, 130, 500), (67, 301, 229), (523, 40, 300) })
        {
            using var problem = new Problem(rows, columns, depth, transposeA, transposeB, gap: 0);
            VectorWidth reference = Widths.AreFused ? VectorWidth.Bits128 : width;
            uint[] expected = problem.Solve(new DenseProduct(new WorkerPool(1), reference), 1, false).Bits();
            foreach (int threads in new[] { 1, 2, 3, 5 })
                Assert.Equal(expected, problem.Solve(new DenseProduct(new WorkerPool(threads), width), 1, false).Bits());
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void A_row_has_the_same_bits_alone_as_in_a_batch(VectorWidth width)
    {
        var product = new DenseProduct(new WorkerPool(1), width);
        using var whole = new Problem(100, 75, 300, false, false, gap: 0);
        ReadOnlySpan<float> all = whole.Solve(product, 1, false).Span;
        using var result = new GuardedNumbers(75);
        for (int row = 0; row < 100; row += 33)
        {
            product.Multiply(new DenseProductTask
            {
                Rows = 1,
                Columns = 75,
                Depth = 300,
                Alpha = 1,
                C = result.Address,
                CStride = 75,
                A = new DenseOperand(whole.A.Address + (row * 300), 300, false),
                B = new DenseOperand(whole.B.Address, 75, false),
            });
            Assert.Equal(all.Slice(row * 75, 75).ToArray(), result.Span.ToArray());
        }
    }

    [Theory, MemberData(nameof(WidthsAndTranspositions))]
    public void NaN_and_infinity_propagate_to_exactly_the_right_elements(VectorWidth width, bool transposeA, bool transposeB)
    {
        const int Rows = 19, Columns = 53, Depth = 30;
        using var problem = new Problem(Rows, Columns, Depth, transposeA, transposeB, gap: 0);
        *new DenseOperand(problem.A.Address, transposeA ? Rows : Depth, transposeA).At(18, 29) = float.NaN;
        *new DenseOperand(problem.B.Address, transposeB ? Depth : Columns, transposeB).At(0, 52) = float.PositiveInfinity;
        ReadOnlySpan<float> result = problem.Solve(new DenseProduct(new WorkerPool(2), width), 1, false).Span;
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                Assert.Equal(i == 18, float.IsNaN(result[(i * Columns) + j]));
                Assert.Equal(i != 18 && j == 52, float.IsInfinity(result[(i * Columns) + j]));
            }
        }
    }

    [Fact]
    public void After_the_first_call_a_product_allocates_nothing()
    {
        using var problem = new Problem(40, 60, 50, false, true, gap: 0);
        var product = new DenseProduct(new WorkerPool(1), VectorWidth.Bits128);
        problem.Solve(product, 1, false);
        problem.Solve(product, 1, false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        problem.Solve(product, 1, false);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Random operands, a buffer for the result, and the expected result.</summary>
    private sealed class Problem : IDisposable
    {
        private readonly int _rows;
        private readonly int _columns;
        private readonly int _depth;
        private readonly bool _transposeA;
        private readonly bool _transposeB;
        private readonly int _gap;
        private readonly GuardedNumbers _c;

        internal Problem(int rows, int columns, int depth, bool transposeA, bool transposeB, int gap)
        {
            (_rows, _columns, _depth, _transposeA, _transposeB, _gap) = (rows, columns, depth, transposeA, transposeB, gap);
            A = GuardedNumbers.Random(LengthOf(rows, depth, transposeA), seed: 1, shift: gap);
            B = GuardedNumbers.Random(LengthOf(depth, columns, transposeB), seed: 2, shift: 1);
            _c = new GuardedNumbers(rows * (columns + gap), shift: gap);
        }

        internal GuardedNumbers A { get; }

        internal GuardedNumbers B { get; }

        internal GuardedNumbers Solve(DenseProduct product, float alpha, bool accumulate)
        {
            product.Multiply(new DenseProductTask
            {
                Rows = _rows,
                Columns = _columns,
                Depth = _depth,
                Alpha = alpha,
                A = Left,
                B = Right,
                Accumulate = accumulate,
                C = _c.Address,
                CStride = _columns + _gap,
            });
            return _c;
        }

        internal void AssertSolvedBy(DenseProduct product, float alpha, bool accumulate)
        {
            for (int i = 0; i < _rows; i++)
                _c.Span.Slice(i * (_columns + _gap), _columns).Fill(0.25f);
            Solve(product, alpha, accumulate);
            for (int i = 0; i < _rows; i++)
            {
                for (int j = 0; j < _columns; j++)
                    AssertNear(i, j, alpha, accumulate ? 0.25 : 0);
                for (int j = _columns; j < _columns + _gap; j++)
                    Assert.True(GuardedNumbers.IsUntouched(_c.Span[(i * (_columns + _gap)) + j]), $"The gap behind row {i} was written to.");
            }

            _c.AssertUntouchedAround();
        }

        public void Dispose()
        {
            A.Dispose();
            B.Dispose();
            _c.Dispose();
        }

        private DenseOperand Left => new(A.Address, (_transposeA ? _rows : _depth) + _gap, _transposeA);

        private DenseOperand Right => new(B.Address, (_transposeB ? _depth : _columns) + _gap, _transposeB);

        // The error bound of a sum of n products in float32, with every partial sum rounded once: n·ε·Σ|a||b|.
        private void AssertNear(int i, int j, float alpha, double start)
        {
            double sum = 0, magnitude = 0;
            for (int p = 0; p < _depth; p++)
            {
                double term = (double)*Left.At(i, p) * *Right.At(p, j);
                sum += term;
                magnitude += Math.Abs(term);
            }

            double expected = start + (alpha * sum), bound = (_depth + 3) * Epsilon * (start + (Math.Abs(alpha) * magnitude));
            float found = _c.Span[(i * (_columns + _gap)) + j];
            Assert.True(
                Math.Abs(found - expected) <= bound,
                $"{_rows}×{_columns}×{_depth} ({i}, {j}): found {found:R}, expected {expected:R} ± {bound:R}.");
        }

        private int LengthOf(int rows, int columns, bool transposed) => transposed ? columns * (rows + _gap) : rows * (columns + _gap);
    }
}
