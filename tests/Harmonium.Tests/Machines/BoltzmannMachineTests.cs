using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class BoltzmannMachineTests
{
    private readonly Layer _pixels = Named("pixels", LayerRole.Visible, 3, 1);
    private readonly Layer _label = Named("label", LayerRole.Visible, 2, 2);
    private readonly Layer _hidden = Named("hidden", LayerRole.Hidden, 4, 3);
    private readonly Layer _top = Named("top", LayerRole.Hidden, 2, 4);

    [Fact]
    public void The_input_of_a_layer_is_the_sum_over_its_couplings()
    {
        DenseCoupling first = Between(_pixels, _hidden, 5), second = Between(_label, _hidden, 6);
        BoltzmannMachine machine = new([_pixels, _label, _hidden], [first, second]);
        MachineState state = new() { [_pixels] = States.From(SmallMachines.Bits(6, 3, 1)), [_label] = States.From(SmallMachines.Bits(6, 2, 2)) };
        Tensor into = Tensor.Filled(99, 6, 4);

        Tensor input = machine.Input(_hidden, state, into);

        Assert.Same(into, input);
        for (int row = 0; row < 6; row++)
        {
            for (int j = 0; j < 4; j++)
            {
                double expected = Enumerable.Range(0, 3).Sum(i => (double)state[_pixels].AsTensor()[row, i] * first.Weights[i, j])
                    + Enumerable.Range(0, 2).Sum(i => (double)state[_label].AsTensor()[row, i] * second.Weights[i, j]);
                Assert.Equal(expected, input[row, j], 1e-5);
            }
        }
    }

    [Fact]
    public void The_free_energy_of_pixels_and_label_sums_over_the_hidden_layer_they_share()
    {
        BoltzmannMachine machine = new([_pixels, _label, _hidden], [Between(_pixels, _hidden, 5), Between(_label, _hidden, 6), Between(_pixels, _label, 7)]);
        Tensor pixels = SmallMachines.Bits(6, 3, 1), label = SmallMachines.Bits(6, 2, 2);
        double[] free = machine.FreeEnergy(new MachineState { [_pixels] = States.From(pixels), [_label] = States.From(label) });

        for (int row = 0; row < 6; row++)
        {
            MachineState all = new() { [_pixels] = Repeated(pixels, row), [_label] = Repeated(label, row), [_hidden] = RbmTests.AllStates(4) };
            Assert.Equal(-SmallMachines.LogSum(machine.Energy(all).Select(energy => -energy)), free[row], 1e-5);
            Assert.Equal(Energy(machine, all, 5), machine.Energy(all)[5], 1e-5);
        }
    }

    [Fact]
    public void The_free_energy_of_coupled_hidden_layers_is_refused()
    {
        BoltzmannMachine machine = new([_pixels, _hidden, _top], [Between(_pixels, _hidden, 5), Between(_hidden, _top, 6)]);
        MachineState state = new() { [_pixels] = RbmTests.AllStates(3), [_hidden] = States.From(Tensor.Zeros(8, 4)), [_top] = States.From(Tensor.Zeros(8, 2)) };

        string message = Assert.Throws<InvalidOperationException>(() => machine.FreeEnergy(state)).Message;

        Assert.Contains("'hidden' and 'top'", message);
        Assert.Contains("annealed importance sampling", message);
    }

    [Fact]
    public void The_free_energy_of_coupled_hidden_layers_without_states_is_refused_with_the_same_message()
    {
        BoltzmannMachine machine = new([_pixels, _hidden, _top], [Between(_pixels, _hidden, 5), Between(_hidden, _top, 6)]);

        Assert.Contains("are coupled",
            Assert.Throws<InvalidOperationException>(() => machine.FreeEnergy(new MachineState { [_pixels] = RbmTests.AllStates(3) })).Message);
    }

    [Fact]
    public void Parameters_are_named_after_their_layers_and_the_numbers_of_their_couplings()
    {
        BoltzmannMachine machine = new([_pixels, _hidden], [Between(_pixels, _hidden, 5)]);

        Assert.Equal(["couplings.0.weights", "layers.pixels.bias", "layers.hidden.bias"], machine.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void Two_layers_with_the_same_name_are_refused() =>
        Assert.Contains("'hidden'", Assert.Throws<ArgumentException>(() =>
            new BoltzmannMachine([_hidden, Named("hidden", LayerRole.Visible, 2, 9)], [])).Message);

    [Fact]
    public void A_coupling_of_a_missing_layer_is_refused() =>
        Assert.Contains("'top'", Assert.Throws<ArgumentException>(() => new BoltzmannMachine([_pixels, _hidden], [Between(_hidden, _top, 1)])).Message);

    [Fact]
    public void A_layer_without_coupling_or_a_neighbor_without_states_is_named()
    {
        BoltzmannMachine machine = new([_pixels, _hidden, _label], [Between(_pixels, _hidden, 5)]);

        Assert.Contains("'label' has no coupling", Assert.Throws<InvalidOperationException>(() => machine.Input(_label, new MachineState())).Message);
        Assert.Contains("'pixels' has no states", Assert.Throws<InvalidOperationException>(() => machine.Input(_hidden, new MachineState())).Message);
        Assert.Contains("'top'", Assert.Throws<ArgumentException>(() => machine.IndexOf(_top)).Message);
    }

    private static Layer Named(string name, LayerRole role, int units, int branch) =>
        new(name, role, new Bernoulli(SmallMachines.Normal(Device.Default, 1, 1, branch, units)));

    private static DenseCoupling Between(Layer first, Layer second, int branch) =>
        new(first, second, SmallMachines.Normal(Device.Default, 1, 1, branch, first.Units.Count, second.Units.Count));

    private static States Repeated(Tensor states, int row)
    {
        Tensor repeated = Tensor.Zeros(16, states.Columns);
        for (int i = 0; i < 16; i++)
            states.Row(row).CopyTo(repeated.Row(i));
        return States.From(repeated);
    }

    /// <summary>−Σ b·x − Σ x W y of one example, in double.</summary>
    private static double Energy(BoltzmannMachine machine, MachineState state, int row)
    {
        double sum = 0;
        foreach (Layer layer in machine.Layers)
            sum -= Enumerable.Range(0, layer.Units.Count).Sum(i => (double)SmallMachines.Bias(layer)[i] * state[layer].AsTensor()[row, i]);
        foreach (DenseCoupling coupling in machine.Couplings.Cast<DenseCoupling>())
        {
            for (int i = 0; i < coupling.Weights.Rows; i++)
                sum -= Enumerable.Range(0, coupling.Weights.Columns)
                    .Sum(j => (double)state[coupling.First].AsTensor()[row, i] * coupling.Weights[i, j] * state[coupling.Second].AsTensor()[row, j]);
        }

        return sum;
    }
}
