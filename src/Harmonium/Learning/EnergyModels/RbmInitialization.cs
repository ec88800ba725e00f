using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning.EnergyModels;

/// <summary>
/// Initial parameters of an RBM (Hinton 2010, section 8), or of a deeper machine: small random weights, visible biases that alone fit the data,
/// hidden biases 0. The weights of Gaussian visible units with learned variance are those of standardized data.
/// </summary>
public sealed record RbmInitialization
{
    // Means are computed from at most this many examples: their error is far below the effect of the random weights.
    private const int MostExamples = 20_000;

    /// <summary>The standard deviation of the weights.</summary>
    public double WeightScale { get; init; } = 0.01;

    /// <summary>
    /// The hidden biases; for Gaussian visible units with learned variance, the input of the hidden units to the mean example. With −3, a hidden unit is active
    /// with probability 0.05. Units that are active half of the time cannot learn data that are often near their mean and rarely far from it, such as whitened
    /// photographs: the kurtosis of a Bernoulli variable is positive only if p (1 − p) is below 1/6.
    /// </summary>
    public double HiddenBias { get; init; }

    /// <summary>Sets all parameters of an RBM.</summary>
    /// <exception cref="ArgumentException">The data do not fit the RBM.</exception>
    /// <param name="rbm">The RBM.</param>
    /// <param name="data">The training examples.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <param name="encoding">A function applied to the examples first; null to use them unchanged.</param>
    public void Apply(RestrictedBoltzmannMachine rbm, Dataset data, ulong seed, Func<Tensor, Tensor>? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(data);
        if (encoding is null && data.Examples.Columns != rbm.Visible.Units.Count)
            throw new ArgumentException($"The data set {data.Name} has {data.Examples.Columns} values per example, but the model has " +
                $"{rbm.Visible.Units.Count} visible units.", nameof(data));
        Apply(rbm.Machine, data, seed, encoding);
        if (rbm.Visible.Units.Spread is { } spread)
            Standardize(rbm, spread);
        rbm.Coupling.Changed();
    }

    /// <summary>Sets the dense weights and the biases of a machine with one visible layer, which the data fit. Weights are not standardized.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="data">The training examples.</param>
    /// <param name="seed">The seed of the weights. Each coupling has its own branch of the random numbers.</param>
    /// <param name="encoding">A function applied to the examples first; null to use them unchanged.</param>
    internal void Apply(BoltzmannMachine machine, Dataset data, ulong seed, Func<Tensor, Tensor>? encoding = null)
    {
        RandomStream random = RandomStream.For(seed, Purpose.Initialization);
        foreach ((int i, DenseCoupling coupling) in machine.Couplings.OfType<DenseCoupling>().Index())
        {
            // Branch 1 encodes the examples for upper layers of a stack.
            (i == 0 ? random : random.At(1 + i)).FillNormal(coupling.Weights, 0, (float)WeightScale);
            coupling.Changed();
        }

        machine.LayersOf(LayerRole.Visible).Single().Units.FitIndependently(MomentsOf(data, encoding));
        foreach (Layer layer in machine.LayersOf(LayerRole.Hidden))
            layer.Units.Parameters[0].Values.AsSpan().Fill((float)HiddenBias);
    }

    internal static Tensor MeanOf(Dataset data) => MomentsOf(data).Mean;

    /// <summary>
    /// Makes the weights those of standardized data, W = W′ / σ, and keeps both layers where they were without weights: the hidden units at the mean of the
    /// data, and the visible units at the means λ of the hidden ones, c ← c − Wᵀ m and b ← b − s² W λ.
    /// </summary>
    private static void Standardize(RestrictedBoltzmannMachine rbm, Tensor spread)
    {
        Tensor hidden = rbm.Hidden.Units.BiasPerUnit, mean = rbm.Visible.Units.BiasPerUnit;
        Tensor means = rbm.Hidden.Units.Mean(Tensor.Zeros(hidden.Device, 1, hidden.Count)).Reshape(hidden.Count);
        for (int i = 0; i < spread.Count; i++)
        {
            Span<float> weights = rbm.Weights.Row(i);
            System.Numerics.Tensors.TensorPrimitives.Multiply(weights, 1 / MathF.Sqrt(spread[i]), weights);
        }

        Tensor input = mean.Reshape(1, mean.Count).Multiply(rbm.Weights).Reshape(hidden.Count);
        Tensor shift = rbm.Weights.Multiply(means.Reshape(means.Count, 1)).Reshape(mean.Count);
        rbm.Visible.Units.AddInputShift(rbm.Visible.Units.Parameters[0].Values, shift, -1);
        rbm.Hidden.Units.AddInputShift(rbm.Hidden.Units.Parameters[0].Values, input, -1);
    }

    /// <summary>Returns the mean and the spread of every column.</summary>
    private static ColumnMoments MomentsOf(Dataset data, Func<Tensor, Tensor>? encoding = null)
    {
        const int Block = 1000;
        // Uses every k-th example, so that a data set sorted by class is sampled evenly.
        int every = Math.Max(1, data.Count / MostExamples), count = (data.Count + every - 1) / every;
        IEnumerable<Tensor> Blocks()
        {
            for (int start = 0; start < count; start += Block)
            {
                Tensor block = data.Examples.Rows([.. Enumerable.Range(start, Math.Min(Block, count - start)).Select(i => i * every)]);
                yield return encoding is null ? block : encoding(block).Contiguous();
            }
        }

        return ColumnMoments.Of(Blocks(), encoding is null && data.Shape.IsImage);
    }
}
