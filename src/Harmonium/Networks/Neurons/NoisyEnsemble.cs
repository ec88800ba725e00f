using Harmonium.Numerics.Randomness;

namespace Harmonium.Networks.Neurons;

/// <summary>
/// Neurons that all see the same and each say it with a noise of their own: their mean is the nearer the more they are, its error falls as 1/√n (as in bagging,
/// Breiman 1996).
/// </summary>
/// <param name="Neurons">How many, at least 1.</param>
/// <param name="NoiseDeviation">The standard deviation of each neuron's noise, at least 0.</param>
public sealed record NoisyEnsemble(int Neurons, double NoiseDeviation)
{
    /// <summary>The mean of what the neurons say of each signal.</summary>
    /// <param name="signals">What they see, one after the other.</param>
    /// <param name="random">The stream of their noise.</param>
    /// <exception cref="InvalidOperationException">There is no neuron, or the noise is negative.</exception>
    public double[] Respond(ReadOnlySpan<double> signals, RandomStream random)
    {
        if (Neurons < 1 || !(NoiseDeviation >= 0))
            throw new InvalidOperationException($"An ensemble has at least one neuron and a noise of at least 0; these are {Neurons} and {NoiseDeviation}.");
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

    /// <summary>The root of the mean squared error of the mean: deviation/√n.</summary>
    public double ExpectedError => NoiseDeviation / Math.Sqrt(Neurons);
}
