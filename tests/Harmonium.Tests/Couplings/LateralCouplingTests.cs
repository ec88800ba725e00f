using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class LateralCouplingTests
{
    [Fact]
    public void The_interaction_counts_every_pair_once_and_the_input_every_neighbor()
    {
        LateralCoupling coupling = Random(5, seed: 1);
        States x = States.From(SmallMachines.Bits(7, 5, 2));

        double[] interaction = coupling.Interaction(x, x);
        Tensor input = coupling.InputTo(coupling.First, x);

        for (int row = 0; row < 7; row++)
        {
            double pairs = 0;
            for (int i = 0; i < 5; i++)
            {
                Assert.Equal(Enumerable.Range(0, 5).Sum(j => (double)coupling.Weights[i, j] * x.AsTensor()[row, j]), input[row, i], 1e-5);
                for (int j = 0; j < i; j++)
                    pairs += coupling.Weights[i, j] * x.AsTensor()[row, i] * x.AsTensor()[row, j];
            }

            Assert.Equal(pairs, interaction[row], 1e-5);
        }
    }

    [Fact]
    public void A_grid_has_two_groups_and_a_full_layer_one_group_per_unit()
    {
        Tensor grid = Tensor.Zeros(12, 12);
        for (int i = 0; i < 12; i++)
        {
            if (i % 4 < 3)
                grid[i, i + 1] = grid[i + 1, i] = 1;
            if (i + 4 < 12)
                grid[i, i + 4] = grid[i + 4, i] = 1;
        }

        UnitColoring two = UnitColoring.Of(grid), full = Random(6, seed: 1).Coloring, none = UnitColoring.Of(Tensor.Zeros(4, 4));

        Assert.Equal(2, two.Groups.Count);
        Assert.Equal(6, full.Groups.Count);
        Assert.Equal([0, 1, 2, 3], Assert.Single(none.Groups));
    }

    [Fact]
    public void No_two_units_of_a_group_are_coupled_and_every_unit_is_in_one()
    {
        Tensor graph = Sparse(30, seed: 4);

        UnitColoring coloring = UnitColoring.Of(graph);

        Assert.Equal(Enumerable.Range(0, 30), coloring.Groups.SelectMany(group => group).Order());
        foreach (IReadOnlyList<int> group in coloring.Groups)
            Assert.All(group, i => Assert.All(group, j => Assert.Equal(0, graph[i, j])));
    }

    [Fact]
    public void A_step_keeps_weights_symmetric_off_the_diagonal_and_on_the_graph()
    {
        Layer layer = new("v", LayerRole.Visible, new Bernoulli(9));
        Tensor graph = Sparse(9, seed: 4);
        LateralCoupling coupling = new(layer, Tensor.Zeros(9, 9), graph);
        States data = States.Dense(SmallMachines.Normal(Device.Default, 1, 5, 1, 20, 9)),
            model = States.Dense(SmallMachines.Normal(Device.Default, 1, 6, 1, 20, 9));
        Tensor velocity = Tensor.ZerosLike(coupling.Weights);

        for (int step = 0; step < 3; step++)
            coupling.Ascend(new CouplingGradient([new StatePair(data, data, 1), new StatePair(model, model, -1)], null),
                new AscentStep(0.1f, 0.5f, false, [velocity], 0, 0));

        for (int i = 0; i < 9; i++)
        {
            for (int j = 0; j < 9; j++)
            {
                Assert.Equal(coupling.Weights[i, j], coupling.Weights[j, i]);
                Assert.Equal(graph[i, j] == 0, coupling.Weights[i, j] == 0);
            }
        }
    }

    [Fact]
    public void Invalid_lateral_weights_are_refused_with_the_place()
    {
        Layer layer = new("v", LayerRole.Visible, new Bernoulli(2));

        Assert.Contains("coupled with itself", Assert.Throws<ArgumentException>(() => new LateralCoupling(layer, Tensor.From([1, 0, 0, 0], 2, 2))).Message);
        Assert.Contains("from unit 1 to unit 0", Assert.Throws<ArgumentException>(() => new LateralCoupling(layer, Tensor.From([0, 1, 2, 0], 2, 2))).Message);
        Assert.Contains("no edge", Assert.Throws<ArgumentException>(() =>
            new LateralCoupling(layer, Tensor.From([0, 1, 1, 0], 2, 2), Tensor.Zeros(2, 2))).Message);
        Assert.Contains("[2, 2]", Assert.Throws<ArgumentException>(() => new LateralCoupling(layer, Tensor.Zeros(3, 3))).Message);
        Assert.Contains("two lateral couplings",
            Assert.Throws<ArgumentException>(() => new BoltzmannMachine([layer], [new LateralCoupling(layer), new LateralCoupling(layer)])).Message);
    }

    internal static LateralCoupling Random(int units, ulong seed) => new(new Layer("v", LayerRole.Visible, new Bernoulli(units)), Symmetric(units, 1, seed));

    internal static Tensor Symmetric(int units, double scale, ulong seed)
    {
        Tensor weights = SmallMachines.Normal(Device.Default, scale, seed, 7, units, units);
        for (int i = 0; i < units; i++)
        {
            weights[i, i] = 0;
            for (int j = 0; j < i; j++)
                weights[i, j] = weights[j, i];
        }

        return weights;
    }

    /// <summary>A random graph in which a pair has an edge with probability one quarter.</summary>
    private static Tensor Sparse(int units, ulong seed)
    {
        Tensor a = SmallMachines.Bits(units, units, seed), b = SmallMachines.Bits(units, units, seed + 1);
        for (int i = 0; i < units; i++)
        {
            a[i, i] = 0;
            for (int j = 0; j < i; j++)
                a[i, j] = a[j, i] = a[i, j] * b[i, j];
        }

        return a;
    }
}
