using Harmonium.Numerics.Randomness;

namespace Harmonium.Networks.Neurons;

/// <summary>
/// Neurons that respond to the same signal, each with independent noise. The error of their mean decreases as 1/√n, as in bagging
/// (Breiman 1996).
/// </summary>
/// <param name="Neurons">The number of neurons, at least 1.</param>
/// <param name="NoiseDeviation">The standard deviation of each neuron's noise, at least 0.</param>
internal sealed record NoisyEnsemble(int Neurons, double NoiseDeviation)
{
    /// <summary>Returns the mean response of the neurons to each signal.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="random">The random stream of the noise.</param>
    /// <exception cref="InvalidOperationException">There is no neuron, or the noise is negative.</exception>
    public double[] Respond(ReadOnlySpan<double> signals, RandomStream random)
    {
        if (Neurons < 1 || !(NoiseDeviation >= 0))
            throw new InvalidOperationException($"An ensemble needs at least one neuron and a noise of at least 0; it has {Neurons} and {NoiseDeviation}.");
        double[] means = new double[signals.Length];
        for (int i = 0; i < means.Length; i++)
        {
            double sum = 0;
            for (int neuron = 0; neuron < Neurons; neuron++)
                sum += random.Normal(i, neuron);
            means[i] = signals[i] + (NoiseDeviation * sum / Neurons);
        }

        return means;
    }

    /// <summary>The root mean squared error of the mean response: deviation/√n.</summary>
    public double ExpectedError => NoiseDeviation / Math.Sqrt(Neurons);
}
