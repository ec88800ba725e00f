using Harmonium.Evaluation.Diagnostics;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests.Evaluation.Monitors;

public sealed class MonitorTests
{
    [Fact]
    public void The_gap_is_the_difference_of_mean_free_energies()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, 1, seed: 1);
        VisibleData training = SmallMachines.Data(SmallMachines.Bits(9, 6, 2)), validation = SmallMachines.Data(SmallMachines.Bits(9, 6, 3), blockSize: 4);
        double expected = SmallMachines.Numbers(training).Average(v => SmallMachines.LogWeight(rbm, v))
            - SmallMachines.Numbers(validation).Average(v => SmallMachines.LogWeight(rbm, v));

        Assert.Equal(expected, FreeEnergyGap.Of(rbm, training, validation, seed: 1), 1e-5);
        Assert.Equal(0, FreeEnergyGap.Of(rbm, training, training, seed: 1), 1e-12);
    }

    [Fact]
    public void The_gap_uses_as_many_training_examples_as_validation_examples()
    {
        // One unit without weights: F = −b·v. One of 100 training examples is 1, so its fraction among 10 drawn examples is 0 or 1/10, never 1/100.
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(1, 1);
        SmallMachines.Bias(rbm.Visible)[0] = 1;
        Tensor training = Tensor.Zeros(100, 1);
        training[37, 0] = 1;

        double gap = FreeEnergyGap.Of(rbm, SmallMachines.Data(training), SmallMachines.Data(Tensor.Zeros(10, 1)), seed: 1);

        Assert.True(Math.Abs(gap) < 1e-6 || Math.Abs(gap - 0.1) < 1e-6, $"{gap}");
    }

    [Fact]
    public void Reconstruction_errors_are_those_of_the_mean_field_formula()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, 1, seed: 1);
        Tensor bits = SmallMachines.Bits(11, 6, 2);
        double squared = 0, crossEntropy = 0;
        for (int row = 0; row < 11; row++)
        {
            double[] h = [.. Enumerable.Range(0, 5)
                .Select(j => Sigmoid(SmallMachines.Bias(rbm.Hidden)[j] + Enumerable.Range(0, 6).Sum(i => bits[row, i] * (double)rbm.Weights[i, j])))];
            for (int i = 0; i < 6; i++)
            {
                double r = Sigmoid(SmallMachines.Bias(rbm.Visible)[i] + Enumerable.Range(0, 5).Sum(j => h[j] * rbm.Weights[i, j]));
                squared += (bits[row, i] - r) * (bits[row, i] - r) / 11;
                crossEntropy -= Math.Log(bits[row, i] == 1 ? r : 1 - r) / 11;
            }
        }

        ReconstructionError error = ReconstructionError.Of(rbm, SmallMachines.Data(bits, blockSize: 3));

        Assert.Equal(squared, error.Squared, 1e-5);
        Assert.Equal(crossEntropy, error.CrossEntropy, 1e-5);
    }

    [Fact]
    public void A_certain_reconstruction_has_a_finite_cross_entropy()
    {
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(2, 1);
        SmallMachines.Bias(rbm.Visible).AsSpan().Fill(200);

        ReconstructionError error = ReconstructionError.Of(rbm, SmallMachines.Data(Tensor.From([1, 0], 1, 2)));

        Assert.Equal(200, error.CrossEntropy, 1e-3);
    }

    [Fact]
    public void Units_that_are_always_off_are_dead_and_units_that_are_always_on_saturated()
    {
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(3, 5);
        // Means 0.0067, 0.0474, ½, 0.9526, 0.9933.
        float[] biases = [-5, -3, 0, 3, 5];
        biases.CopyTo(SmallMachines.Bias(rbm.Hidden).AsSpan());

        UnitDiagnostics diagnostics = UnitDiagnostics.Of(rbm, SmallMachines.Data(SmallMachines.Bits(50, 3, 1), blockSize: 20));

        Assert.Equal(0.2, diagnostics.Dead, 1e-12);
        Assert.Equal(0.2, diagnostics.Saturated, 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(3)), diagnostics.MeanActivations[1], 1e-6);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
