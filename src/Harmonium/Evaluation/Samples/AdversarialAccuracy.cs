using Harmonium.Numerics;

namespace Harmonium.Evaluation.Samples;

/// <summary>
/// Nearest-neighbor adversarial accuracy of samples against data (Yale, Dash, Dutta, Guyon, Pavao, Bennett 2020): how well a nearest-neighbor
/// classifier separates the two sets. It is ½ (M[d_TS &gt; d_TT] + M[d_ST &gt; d_SS]), where d_XY is the distance of an example of X to its nearest
/// neighbor in Y, excluding itself. Ties count one half. The value is 0.5 if the sets cannot be separated, 1 if every nearest neighbor is in the same
/// set, and 0 if every sample is a copy of an example.
/// </summary>
/// <param name="OfData">
/// M[d_TS &gt; d_TT]: the fraction of examples with another example as nearest neighbor. Low if samples are copies; high if some examples are far
/// from all samples.
/// </param>
/// <param name="OfSamples">
/// M[d_ST &gt; d_SS]: the fraction of samples with another sample as nearest neighbor. High if samples are alike or unlike the data.
/// </param>
internal readonly record struct AdversarialAccuracy(double OfData, double OfSamples)
{
    /// <summary>The accuracy, 0 to 1.</summary>
    public double Value => (OfData + OfSamples) / 2;

    /// <summary>Compares samples with an equal number of examples.</summary>
    /// <param name="data">Examples, [count, units].</param>
    /// <param name="samples">Samples, [count, units]. The count must be equal, because a larger set has closer neighbors.</param>
    /// <exception cref="ArgumentException">The sets have different shapes or fewer than two examples.</exception>
    public static AdversarialAccuracy Of(Tensor data, Tensor samples)
    {
        SampleDistances.Require(data, samples);
        if (data.Rows != samples.Rows)
            throw new ArgumentException($"The numbers of samples and examples must be equal; they are {samples.Rows} and {data.Rows}.", nameof(samples));
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
