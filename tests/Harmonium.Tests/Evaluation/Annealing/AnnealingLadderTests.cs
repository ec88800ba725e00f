using Harmonium.Evaluation.Annealing;

namespace Harmonium.Tests.Evaluation.Annealing;

public sealed class AnnealingLadderTests
{
    [Fact]
    public void The_ladder_of_Salakhutdinov_and_Murray_has_14500_steps_of_three_sizes()
    {
        AnnealingLadder ladder = AnnealingLadder.SalakhutdinovMurray;

        Assert.Equal(14_500, ladder.Steps);
        Assert.Equal(0.5, ladder.Rungs[500]);
        Assert.Equal(0.9, ladder.Rungs[4500]);
        Assert.Equal(1e-3, ladder.Rungs[1] - ladder.Rungs[0], 1e-12);
        Assert.Equal(1e-4, ladder.Rungs[501] - ladder.Rungs[500], 1e-12);
        Assert.Equal(1e-5, ladder.Rungs[14_500] - ladder.Rungs[14_499], 1e-12);
    }

    [Theory]
    [InlineData("linear-1", 1)]
    [InlineData("linear-1000", 1000)]
    [InlineData("sigmoid-20", 20)]
    [InlineData("geometric-1", 1)]
    [InlineData("geometric-50", 50)]
    [InlineData("salakhutdinov-murray", 14_500)]
    public void A_ladder_is_found_by_name(string name, int steps)
    {
        AnnealingLadder ladder = AnnealingLadder.Named(name);

        Assert.Equal(name, ladder.Name);
        Assert.Equal(steps, ladder.Steps);
    }

    [Fact]
    public void Each_kind_of_ladder_has_the_documented_steps()
    {
        Assert.Equal(0.25, AnnealingLadder.Linear(4).Rungs[1]);
        Assert.Equal(0.5, AnnealingLadder.Sigmoid(10).Rungs[5], 1e-12);
        Assert.Equal(1e-3, AnnealingLadder.Geometric(4).Rungs[1], 1e-12);
        IReadOnlyList<double> rungs = AnnealingLadder.Geometric(7).Rungs;
        for (int i = 2; i < rungs.Count - 1; i++)
            Assert.Equal(rungs[i] / rungs[i - 1], rungs[i + 1] / rungs[i], 1e-9);
    }

    [Theory]
    [InlineData("cosine-10")]
    [InlineData("linear-0")]
    [InlineData("linear--3")]
    [InlineData("linear")]
    [InlineData("")]
    public void An_unknown_name_is_refused_with_the_known_names(string name) =>
        Assert.Contains("linear-N", Assert.Throws<ArgumentException>(() => AnnealingLadder.Named(name)).Message);

    [Fact]
    public void Rungs_must_increase_from_0_to_1()
    {
        Assert.Contains("begins at 0", Assert.Throws<ArgumentException>(() => new AnnealingLadder("x", [0.1, 1])).Message);
        Assert.Contains("begins at 0", Assert.Throws<ArgumentException>(() => new AnnealingLadder("x", [0, 0.5])).Message);
        Assert.Contains("rung 2 is 0.5", Assert.Throws<ArgumentException>(() => new AnnealingLadder("x", [0, 0.5, 0.5, 1])).Message);
        Assert.Contains("0 rungs", Assert.Throws<ArgumentException>(() => new AnnealingLadder("x", [])).Message);
    }
}
