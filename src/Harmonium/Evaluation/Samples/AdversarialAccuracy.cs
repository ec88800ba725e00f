using Harmonium.Numerics;

namespace Harmonium.Evaluation.Samples;

/// <summary>
/// Nearest-neighbor adversarial accuracy of samples against data (Yale, Dash, Dutta, Guyon, Pavao, Bennett 2020): how well a
/// nearest-neighbor classifier tells them apart. ½ (M[d_TS &gt; d_TT] + M[d_ST &gt; d_SS]), with d_XY the distance of an example of X to its
/// nearest in Y (itself left out), ties counted by half. 0.5 where the two cannot be told apart, 1 where every example's nearest is of its
/// own kind, 0 where every sample is a copy of an example.
/// </summary>
/// <param name="OfData">M[d_TS &gt; d_TT]: how often an example's nearest is an example. Low where samples copy; high where some examples are far from all
/// samples.</param>
/// <param name="OfSamples">M[d_ST &gt; d_SS]: how often a sample's nearest is a sample. High where samples are alike or unlike data.</param>
public readonly record struct AdversarialAccuracy(double OfData, double OfSamples)
{
    /// <summary>The accuracy, 0 to 1.</summary>
    public double Value => (OfData + OfSamples) / 2;

    /// <summary>Compares samples with as many examples.</summary>
    /// <param name="data">Examples, [count, units].</param>
    /// <param name="samples">Samples, [count, units]; as many as examples, or else the larger set has the nearer neighbors.</param>
    /// <exception cref="ArgumentException">The sets have different shapes or fewer than two examples.</exception>
    public static AdversarialAccuracy Of(Tensor data, Tensor samples)
    {
        SampleDistances.Require(data, samples);
        if (data.Rows != samples.Rows)
            throw new ArgumentException($"As many samples as examples are needed; there are {samples.Rows} and {data.Rows}.", nameof(samples));
        return new AdversarialAccuracy(Share(data, samples), Share(samples, data));
    }

    private static double Share(Tensor own, Tensor other)
    {
        double[] within = new double[own.Rows], across = new double[own.Rows];
        SampleDistances.ForEachRow(own, own, (i, distances) =>
        {
            distances[i] = double.PositiveInfinity;
            within[i] = distances.Min();
        });
        SampleDistances.ForEachRow(own, other, (i, distances) => across[i] = distances.Min());
        return within.Zip(across, (w, a) => a > w ? 1 : a == w ? 0.5 : 0).Average();
    }
}
