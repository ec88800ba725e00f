using Harmonium.Data;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Figures.Images;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Experiments.Studies;

/// <summary>Random and corrupted patterns for Hopfield networks, and pictures of recall.</summary>
internal static class AssociativeMemories
{
    /// <summary>Returns patterns of independent values ±1 with equal probability, [count, neurons].</summary>
    internal static Tensor RandomPatterns(Device device, int count, int neurons, ulong seed, int which)
    {
        Tensor half = Tensor.Zeros(device, count, neurons);
        half.AsSpan().Fill(0.5f);
        Tensor patterns = half.SampleBernoulli(RandomStream.For(seed, Purpose.General, which)).AsTensor().Clone();
        foreach (ref float x in patterns.AsSpan())
            x = (2 * x) - 1;
        return patterns;
    }

    /// <summary>Returns a copy in which each neuron is flipped with the given probability.</summary>
    internal static Tensor Corrupt(Tensor states, double noise, NeuronValues values, ulong seed, int which)
    {
        Tensor corrupted = states.Contiguous().Clone();
        RandomStream random = RandomStream.For(seed, Purpose.Evaluation, which);
        for (int row = 0; row < corrupted.Rows; row++)
        {
            Span<float> s = corrupted.Row(row);
            for (int i = 0; i < s.Length; i++)
            {
                if (random.Bernoulli((float)noise, row, i))
                    s[i] = values == NeuronValues.Spin ? -s[i] : 1 - s[i];
            }
        }

        return corrupted;
    }

    /// <summary>Returns strips of the stored patterns, the probes, and the states that each network recalls.</summary>
    internal static ImageStrips Strips(
        Tensor stored, Tensor probes, ItemShape shape, Language language, params (string Name, Tensor States)[] recalled) => new(
    [
        new ImageStrip(ReportWords.In(language)["stored"], Images(stored, shape)),
        new ImageStrip(ReportWords.In(language)["shown"], Images(probes, shape)),
        .. recalled.Select(one => new ImageStrip(one.Name, Images(one.States, shape))),
    ], new SheetOptions { PixelSize = 2 });

    private static Tensor Images(Tensor rows, ItemShape shape) => rows.Contiguous().Reshape(rows.Rows, shape.Height, shape.Width);
}
