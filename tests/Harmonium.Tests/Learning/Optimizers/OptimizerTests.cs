using Harmonium.Couplings;
using Harmonium.Learning.Optimizers;
using Harmonium.Numerics;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>Optimizers compared with the same formulas for single numbers in double.</summary>
public sealed class OptimizerTests
{
    private const int Steps = 6;
    private const int Rows = 4;
    private const int Columns = 3;

    [Theory]
    [InlineData(false, 0.0, 0.0, 0.0)]
    [InlineData(false, 0.9, 0.0, 0.0)]
    [InlineData(true, 0.9, 0.0, 0.0)]
    [InlineData(false, 0.9, 0.1, 0.05)]
    [InlineData(true, 0.5, 0.1, 0.05)]
    [InlineData(false, 0.0, 0.1, 0.05)]
    public void Momentum_updates_weights_by_its_formula(bool nesterov, double momentum, double l2, double l1)
    {
        double velocity = 0;
        AssertWeights(new MomentumOptimizer(nesterov), momentum, l2, l1, (w, g, _) =>
        {
            double pull = g - (l2 * w) - (l1 * Math.Sign(w));
            velocity = (momentum * velocity) + (0.1 * pull);
            return w + (nesterov ? (momentum * velocity) + (0.1 * pull) : velocity);
        }, () => velocity = 0);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.1, 0.05)]
    public void Adam_updates_weights_by_its_formula(double l2, double l1)
    {
        double mean = 0, square = 0;
        AssertWeights(new AdamOptimizer(), 0, l2, l1, (w, g, step) =>
        {
            // The decay is subtracted from the weights and does not enter the moments.
            w *= 1 - (0.1 * l2);
            w = Math.Sign(w) * Math.Max(0, Math.Abs(w) - (0.1 * l1));
            return w + Adam(ref mean, ref square, g, step);
        }, () => mean = square = 0);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.1, 0.05)]
    public void RMSProp_updates_weights_by_its_formula(double l2, double l1)
    {
        double square = 0;
        AssertWeights(new RmsPropOptimizer(), 0, l2, l1, (w, g, step) =>
        {
            w *= 1 - (0.1 * l2);
            w = Math.Sign(w) * Math.Max(0, Math.Abs(w) - (0.1 * l1));
            square = (0.9 * square) + (0.1 * g * g);
            return w + (0.1 * g / (Math.Sqrt(square / (1 - Math.Pow(0.9, step + 1))) + 1e-8));
        }, () => square = 0);
    }

    [Theory]
    [InlineData(false, 0.0)]
    [InlineData(false, 0.9)]
    [InlineData(true, 0.9)]
    public void Momentum_updates_biases_without_decay(bool nesterov, double momentum)
    {
        double velocity = 0;
        AssertBiases(new MomentumOptimizer(nesterov), momentum, (w, g, _) =>
        {
            velocity = (momentum * velocity) + (0.1 * g);
            return w + (nesterov ? (momentum * velocity) + (0.1 * g) : velocity);
        }, () => velocity = 0);
    }

    [Fact]
    public void Adam_updates_biases_without_decay()
    {
        double mean = 0, square = 0;
        AssertBiases(new AdamOptimizer(), 0, (w, g, step) => w + Adam(ref mean, ref square, g, step), () => mean = square = 0);
    }

    [Fact]
    public void A_velocity_outlives_steps_without_momentum()
    {
        MomentumOptimizer optimizer = new();
        Tensor values = Tensor.Zeros(1);

        optimizer.Ascend("x", values, Tensor.Filled(1, 1), new LearningRates(1, 0.5, 0, 0, 0));
        optimizer.Ascend("x", values, Tensor.Filled(1, 1), new LearningRates(1, 0, 0, 0, 1));
        optimizer.Ascend("x", values, Tensor.Zeros(1), new LearningRates(1, 0.5, 0, 0, 2));

        // V = 1, then 0 · 1 + 1, then ½ · 1.
        Assert.Equal(2.5, values[0], 1e-6);
    }

    [Fact]
    public void Further_steps_do_not_change_the_saved_state()
    {
        AdamOptimizer optimizer = new();
        Tensor values = Tensor.Zeros(2);
        optimizer.Ascend("x", values, Tensor.Filled(1, 2), new LearningRates(1, 0, 0, 0, 0));
        Dictionary<string, Tensor> saved = optimizer.State.ToDictionary(pair => pair.Key, pair => pair.Value.Clone());
        AdamOptimizer other = new();
        other.Restore(saved);

        other.Ascend("x", values, Tensor.Filled(1, 2), new LearningRates(1, 0, 0, 0, 1));

        TinyTraining.AssertSame(optimizer.State, saved);
    }

    [Fact]
    public void Restoring_forgets_the_velocities_that_were_there()
    {
        MomentumOptimizer optimizer = new();
        Tensor values = Tensor.Zeros(2);
        optimizer.Ascend("x", values, Tensor.Filled(1, 2), new LearningRates(1, 0.9, 0, 0, 0));

        optimizer.Restore(new Dictionary<string, Tensor>());

        Assert.Empty(optimizer.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_parameter_that_is_NaN_is_reported(bool adam)
    {
        Optimizer optimizer = adam ? new AdamOptimizer() : new MomentumOptimizer();

        float largest = optimizer.Ascend("x", Tensor.From([1, 2], 2), Tensor.From([0, float.NaN], 2), new LearningRates(1, 0, 0, 0, 0));

        Assert.False(float.IsFinite(largest));
    }

    private static double Adam(ref double mean, ref double square, double g, int step)
    {
        mean = (0.9 * mean) + (0.1 * g);
        square = (0.999 * square) + (0.001 * g * g);
        return 0.1 * (mean / (1 - Math.Pow(0.9, step + 1))) / (Math.Sqrt(square / (1 - Math.Pow(0.999, step + 1))) + 1e-8);
    }

    private static void AssertWeights(Optimizer optimizer, double momentum, double l2, double l1, Func<double, double, int, double> scalar, Action reset)
    {
        Layer first = new("a", LayerRole.Visible, new Bernoulli(Rows)), second = new("b", LayerRole.Hidden, new Bernoulli(Columns));
        DenseCoupling coupling = new(first, second, SmallMachines.Normal(Device.Default, 1, 4, 1, Rows, Columns));
        Tensor before = coupling.Weights.Clone();
        Tensor[] x = [.. Enumerable.Range(0, Steps).Select(step => SmallMachines.Normal(Device.Default, 1, 5, step, 1, Rows))];
        Tensor[] y = [.. Enumerable.Range(0, Steps).Select(step => SmallMachines.Normal(Device.Default, 1, 6, step, 1, Columns))];
        float largest = 0;
        for (int step = 0; step < Steps; step++)
            largest = optimizer.Ascend("w", coupling, new CouplingGradient([new StatePair(States.Dense(x[step]), States.Dense(y[step]), 1)], null),
                new LearningRates(0.1, momentum, l2, l1, step));

        Assert.Equal(coupling.Weights.LargestMagnitude(), largest);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                reset();
                double w = before[i, j];
                for (int step = 0; step < Steps; step++)
                    w = scalar(w, (double)x[step][0, i] * y[step][0, j], step);
                Assert.Equal(w, coupling.Weights[i, j], 2e-5);
            }
        }
    }

    private static void AssertBiases(Optimizer optimizer, double momentum, Func<double, double, int, double> scalar, Action reset)
    {
        Tensor values = SmallMachines.Normal(Device.Default, 1, 4, 1, Rows), before = values.Clone();
        Tensor[] gradients = [.. Enumerable.Range(0, Steps).Select(step => SmallMachines.Normal(Device.Default, 1, 5, step, Rows))];
        foreach ((int step, Tensor gradient) in gradients.Index())
            optimizer.Ascend("b", values, gradient.Clone(), new LearningRates(0.1, momentum, 0.5, 0.5, step));

        for (int i = 0; i < Rows; i++)
        {
            reset();
            double w = before[i];
            for (int step = 0; step < Steps; step++)
                w = scalar(w, gradients[step][i], step);
            Assert.Equal(w, values[i], 2e-5);
        }
    }
}
