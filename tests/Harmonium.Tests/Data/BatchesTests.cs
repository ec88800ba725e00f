using Harmonium.Data;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Data;

public sealed class BatchesTests
{
    [Theory]
    [InlineData(10, 3, false, 4)]
    [InlineData(10, 3, true, 3)]
    [InlineData(10, 5, false, 2)]
    [InlineData(10, 5, true, 2)]
    [InlineData(10, 99, false, 1)]
    [InlineData(10, int.MaxValue, false, 1)]
    public void An_epoch_visits_every_example_once_but_for_a_dropped_last_batch(int count, int size, bool dropLast, int batches)
    {
        Batches order = new(DatasetTests.Counting(count), size, seed: 5, dropLast);
        int visited = dropLast ? batches * size : count;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            List<int> rows = [];
            for (int batch = 0; batch < batches; batch++)
                rows.AddRange(order.RowsOf((epoch * batches) + batch));

            Assert.Equal(visited, rows.Count);
            Assert.Equal(visited, rows.Distinct().Count());
            Assert.All(rows, row => Assert.InRange(row, 0, count - 1));
        }

        Assert.Equal(batches, order.BatchesPerEpoch);
    }

    [Fact]
    public void Any_step_can_be_computed_without_those_before_it()
    {
        Batches all = new(DatasetTests.Counting(100), 7, seed: 9);
        List<int[]> inOrder = [];
        for (long step = 0; step < 60; step++)
            inOrder.Add(all.RowsOf(step).ToArray());

        foreach (int step in (int[])[59, 3, 44, 0, 15, 14])
            Assert.Equal(inOrder[step], new Batches(DatasetTests.Counting(100), 7, seed: 9).RowsOf(step).ToArray());
    }

    [Fact]
    public void Epochs_and_seeds_have_orders_of_their_own()
    {
        Batches order = new(DatasetTests.Counting(50), 50, seed: 1);

        Assert.NotEqual(order.RowsOf(0).ToArray(), order.RowsOf(1).ToArray());
        Assert.NotEqual(order.RowsOf(0).ToArray(), new Batches(DatasetTests.Counting(50), 50, seed: 2).RowsOf(0).ToArray());
    }

    [Fact]
    public void Rows_stay_valid_when_another_epoch_is_asked_for()
    {
        Batches order = new(DatasetTests.Counting(50), 50, seed: 1);
        ReadOnlySpan<int> first = order.RowsOf(0);
        int[] copy = first.ToArray();

        order.RowsOf(1);

        Assert.Equal(copy, first.ToArray());
    }

    [Fact]
    public void Every_order_of_four_is_equally_likely()
    {
        const int draws = 24_000;
        Dictionary<string, int> seen = [];
        for (int step = 0; step < draws; step++)
        {
            string order = string.Join("", Permutation.Draw(RandomStream.For(11, Purpose.Shuffling, step), 4));
            seen[order] = seen.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, seen.Count);
        // Chi-squared with 23 degrees of freedom has mean 23 and standard deviation √46; 5 standard deviations.
        double expected = draws / 24.0;
        Assert.InRange(seen.Values.Sum(count => (count - expected) * (count - expected) / expected), 0, 23 + (5 * Math.Sqrt(46)));
    }

    [Fact]
    public void Data_that_make_no_batch_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Batches(DatasetTests.Counting(0), 1, 1));
        Assert.Throws<ArgumentException>(() => new Batches(DatasetTests.Counting(4), 5, 1, dropLast: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Batches(DatasetTests.Counting(4), 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Batches(DatasetTests.Counting(4), 1, 1).RowsOf(-1));
    }
}
