using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Numerics.Tests;

public sealed class OuterProductStepTests
{
    private static readonly CpuDevice Plain = new(1);

    /// <summary>The representation of the left factor of the first term.</summary>
    public enum Side
    {
        FewBits,
        ManyBits,
        HalfOfManyBits,
        Signs,
        FewSigns,
        FewValues,
        ManyValues,
    }

    private static readonly (int Rows, int Columns)[] Shapes = [(1, 1), (3, 5), (1, 37), (16, 16), (17, 33), (67, 130), (5, 1031), (40, 400), (300, 70)];

    [Theory, InlineData(Side.FewBits), InlineData(Side.ManyBits), InlineData(Side.HalfOfManyBits), InlineData(Side.Signs), InlineData(Side.FewSigns),
        InlineData(Side.FewValues), InlineData(Side.ManyValues)]
    public void The_gradient_of_two_phases_is_the_sum_of_their_outer_products_with_the_same_bits_on_every_device(Side side)
    {
        foreach ((int rows, int columns) in Shapes)
        {
            OuterTerm[] plain = Terms(Plain, side, rows, columns);
            float[] gradient = Devices.SameBitsOnAll(device =>
            {
                Tensor result = OuterProductStep.Gradient(rows, columns, Terms(device, side, rows, columns), []);
                Samples.AssertPaddingIsZero(result);
                return result.Numbers();
            });
            AssertNear(Gradient(plain, [], rows, columns), gradient);
        }
    }

    [Theory, InlineData(37), InlineData(130)]
    public void Several_dense_phases_and_a_sparse_one_add_up_over_more_rows_than_are_summed_together(int columns)
    {
        const int Rows = 300;
        OuterTerm[] plain = All(Plain);
        float[] gradient = Devices.SameBitsOnAll(device =>
        {
            Tensor result = OuterProductStep.Gradient(Rows, columns, All(device), []);
            Samples.AssertPaddingIsZero(result);
            return result.Numbers();
        });
        AssertNear(Gradient(plain, [], Rows, columns), gradient);

        OuterTerm[] All(CpuDevice device) =>
        [
            new(States.Dense(Samples.Random(device, 1, 7, Rows)), Samples.Random(device, 2, 7, columns), 0.5f),
            new(States.From(Samples.Binary(device, 3, 9, Rows, 0.1)), Samples.Random(device, 4, 9, columns), 1.5f),
            new(States.Dense(Samples.Random(device, 5, 230, Rows)), Samples.Random(device, 6, 230, columns), -0.25f),
        ];
    }

    [Fact]
    public void An_empty_batch_and_no_terms_change_nothing()
    {
        foreach (CpuDevice device in Devices.All)
        {
            Tensor matrix = Samples.Random(device, 1, 5, 21, aligned: true);
            float[] before = matrix.Numbers();
            OuterTerm nothing = new(States.Binary(device, 0, 5), Tensor.Zeros(device, 0, 21), 1),
                dense = new(States.Dense(Tensor.Zeros(device, 0, 5)), Tensor.Zeros(device, 0, 21), 1);
            float largest = before.Select(Math.Abs).Max();
            Assert.Equal(largest, new OuterProductStep { Terms = [nothing, dense], Rate = 1 }.Apply(matrix));
            Assert.Equal(largest, new OuterProductStep { Terms = [], Rate = 1 }.Apply(matrix));
            Assert.Equal(before, matrix.Numbers());
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Values_without_a_gradient_decay_to_zero_and_not_to_denormal_numbers(bool velocity)
    {
        foreach (CpuDevice device in Devices.All)
        {
            Tensor matrix = Samples.Random(device, 1, 5, 21, aligned: true), fading = velocity ? Samples.Random(device, 2, 5, 21, aligned: true) : matrix;
            OuterProductStep step = new()
            {
                Terms = [],
                Rate = 1,
                Velocity = velocity ? fading : null,
                Momentum = velocity ? 0.9f : 0,
                L2 = velocity
                ? 0 : 0.1f
            };
            for (int i = 0; i < 1000; i++)
                step.Apply(matrix);
            Assert.All(fading.Numbers(), number => Assert.Equal(0, number));
            Assert.Equal(velocity, matrix.Numbers().All(number => number != 0));
        }
    }

    [Fact]
    public void Corrections_of_rank_one_are_added_and_leave_the_padding_alone_even_where_numbers_follow_the_vector()
    {
        foreach ((int rows, int columns) in Shapes)
        {
            OuterTerm[] plain = Terms(Plain, Side.FewBits, rows, columns);
            float[] result = Devices.SameBitsOnAll(device =>
            {
                Tensor gradient = OuterProductStep.Gradient(rows, columns, Terms(device, Side.FewBits, rows, columns), Corrections(device, rows, columns));
                Samples.AssertPaddingIsZero(gradient);
                return gradient.Numbers();
            });
            AssertNear(Gradient(plain, Corrections(Plain, rows, columns), rows, columns), result);
        }
    }

    [Theory]
    [InlineData(0f, false, 0f, 0f, false)]
    [InlineData(0.9f, false, 0f, 0f, true)]
    [InlineData(0.9f, true, 0f, 0f, true)]
    [InlineData(0f, false, 0.05f, 0f, false)]
    [InlineData(0f, false, 0f, 0.05f, false)]
    [InlineData(0.5f, true, 0.02f, 0.01f, true)]
    public void Three_steps_update_weights_and_velocities_by_the_formula_on_every_device(float momentum, bool nesterov, float l1, float l2,
        bool withVelocity)
    {
        foreach ((int rows, int columns) in Shapes)
        {
            Tensor startWeights = Start(Plain, rows, columns);
            double[] w = [.. startWeights.Numbers().Select(x => (double)x)], v = new double[w.Length];
            double[] g = Gradient(Terms(Plain, Side.FewBits, rows, columns), Corrections(Plain, rows, columns), rows, columns);
            for (int step = 0; step < 3; step++)
            {
                for (int i = 0; i < w.Length; i++)
                {
                    double slope = g[i] - (l2 * w[i]) - (l1 * Math.Sign(w[i]));
                    v[i] = (withVelocity ? momentum * v[i] : 0) + (0.1f * slope);
                    w[i] += withVelocity && nesterov ? (momentum * v[i]) + (0.1f * slope) : v[i];
                }
            }

            float[] result = Devices.SameBitsOnAll(device =>
            {
                Tensor matrix = Start(device, rows, columns);
                Tensor? velocity = withVelocity ? Tensor.ZerosLike(matrix) : null;
                OuterProductStep step = new()
                {
                    Terms = Terms(device, Side.FewBits, rows, columns),
                    RankOne = Corrections(device, rows, columns),
                    Velocity = velocity,
                    Momentum = momentum,
                    Nesterov = nesterov,
                    Rate = 0.1f,
                    L1 = l1,
                    L2 = l2,
                };
                for (int i = 0; i < 3; i++)
                    Assert.Equal(step.Apply(matrix), matrix.Numbers().Select(Math.Abs).Max());
                foreach (Tensor tensor in new[] { matrix, velocity ?? matrix })
                    Samples.AssertPaddingIsZero(tensor);
                return [.. matrix.Numbers(), .. velocity?.Numbers() ?? []];
            });
            AssertNear(withVelocity ? [.. w, .. v] : w, result);
        }
    }

    [Fact]
    public void L1_pulls_toward_zero_and_leaves_weights_that_are_exactly_zero()
    {
        Tensor matrix = Tensor.Aligned(Plain, 1, 4);
        float[] before = [1, -1, 0, -0f];
        before.CopyTo(matrix.Row(0));
        new OuterProductStep { Terms = [], Rate = 0.5f, L1 = 0.5f }.Apply(matrix);
        Assert.Equal([0.75f, -0.75f, 0, 0], matrix.Numbers());
    }

    [Fact]
    public void A_row_without_active_units_is_unchanged_but_its_magnitude_counts()
    {
        foreach (CpuDevice device in Devices.All)
        {
            Tensor matrix = Samples.Random(device, 1, 40, 21, aligned: true), left = Tensor.Zeros(device, 4, 40);
            matrix[20, 20] = -100;
            left[2, 3] = left[0, 35] = 1;
            float[] before = matrix.Numbers();
            OuterProductStep step = new() { Terms = [new OuterTerm(States.From(left), Samples.Random(device, 2, 4, 21), 1)], Rate = 1 };

            Assert.Equal(100, step.Apply(matrix));

            for (int row = 0; row < 40; row++)
                Assert.Equal(row is 3 or 35, !matrix.Row(row).SequenceEqual(before.AsSpan(row * 21, 21)));
        }
    }

    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity)]
    public void The_largest_magnitude_is_not_finite_wherever_a_number_is_not(float bad)
    {
        foreach (CpuDevice device in Devices.All)
        {
            foreach ((int row, int column) in new[] { (0, 0), (3, 20), (19, 399), (19, 200) })
            {
                foreach (bool active in new[] { false, true })
                {
                    Tensor matrix = Samples.Random(device, 1, 20, 400, aligned: true), left = Tensor.Zeros(device, 4, 20);
                    matrix[row, column] = bad;
                    left[1, row] = active ? 1 : 0;
                    float largest = new OuterProductStep
                    {
                        Terms = [new OuterTerm(States.From(left), Samples.Random(device, 2, 4, 400), 1)],
                        Rate = 1
                    }.Apply(matrix);
                    Assert.False(float.IsFinite(largest));
                }
            }
        }
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused_with_their_shapes()
    {
        Tensor matrix = Tensor.Aligned(Plain, 3, 5);
        OuterTerm good = new(States.Binary(Plain, 2, 3), Tensor.Zeros(2, 5), 1);
        OuterProductStep step = new() { Terms = [good], Rate = 1 };
        AssertRefused("[2, 3] with [2, 4] does not fit a matrix of [3, 5]", () => Step(good with { Right = Tensor.Zeros(2, 4) }).Apply(matrix));
        AssertRefused("[2, 3] with [4, 5]", () => Step(good with { Right = Tensor.Zeros(4, 5) }).Apply(matrix));
        AssertRefused("[2, 5] with [2, 5]", () => Step(good with { Left = States.Binary(Plain, 2, 5) }).Apply(matrix));
        AssertRefused("[5] times [3]", () => new OuterProductStep { Terms = [], Rate = 1, RankOne = [(Tensor.Zeros(5), Tensor.Zeros(3))] }.Apply(matrix));
        AssertRefused("[3, 5] and [5, 3]", () => new OuterProductStep { Terms = [], Rate = 1, Velocity = Tensor.Aligned(Plain, 5, 3) }.Apply(matrix));
        AssertRefused("make it with Tensor.Aligned", () => step.Apply(Tensor.Zeros(3, 5)));

        static OuterProductStep Step(OuterTerm term) => new() { Terms = [term], Rate = 1 };
    }

    private static void AssertRefused(string message, Action act) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);

    // The second batch has more than one word of bits, and its right factor has padded rows.
    private static OuterTerm[] Terms(Device device, Side side, int rows, int columns)
    {
        Tensor left = side switch
        {
            Side.FewBits => Samples.Binary(device, 1, 20, rows, 0.15),
            Side.ManyBits => Samples.Binary(device, 1, 20, rows, 0.8),
            Side.HalfOfManyBits => Samples.Binary(device, 1, 101, rows, 0.5),
            Side.Signs => Samples.Signs(device, 1, 101, rows),
            Side.FewSigns => Samples.Signs(device, 1, 20, rows),
            Side.FewValues => Samples.Random(device, 1, 20, rows, density: 0.15),
            _ => Samples.Random(device, 1, 20, rows),
        };
        return
        [
            new OuterTerm(States.From(left), Samples.Random(device, 2, left.Rows, columns), 0.05f),
            new OuterTerm(States.From(Samples.Binary(device, 3, 70, rows, 0.2)), Samples.Random(device, 4, 70, columns, aligned: true), -0.0125f),
        ];
    }

    private static (Tensor Left, Tensor Right)[] Corrections(Device device, int rows, int columns) =>
    [
        (Samples.Random(device, 5, 1, rows).Reshape(rows), Samples.Random(device, 6, 3, columns).RowRange(1, 1)),
        (Samples.Random(device, 7, rows, 1), Samples.Random(device, 8, 1, columns).Reshape(columns)),
    ];

    private static Tensor Start(Device device, int rows, int columns) => Samples.Random(device, 9, rows, columns, aligned: true, density: 0.9);

    private static double[] Gradient(OuterTerm[] terms, (Tensor Left, Tensor Right)[] corrections, int rows, int columns)
    {
        double[] gradient = new double[rows * columns];
        foreach (OuterTerm term in terms)
        {
            for (int example = 0; example < term.Left.Rows; example++)
                Add(term.Left.AsTensor().Row(example), term.Right.Row(example), term.Scale);
        }

        foreach ((Tensor left, Tensor right) in corrections)
            Add(left.AsSpan(), right.AsSpan(), 1);
        return gradient;

        void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right, float scale)
        {
            for (int i = 0; i < left.Length; i++)
            {
                for (int j = 0; j < right.Length; j++)
                    gradient[(i * columns) + j] += (double)scale * left[i] * right[j];
            }
        }
    }

    // All elements are of order 1, and sums have at most 90 terms.
    private static void AssertNear(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i] - expected[i], -5e-6, 5e-6);
    }
}
