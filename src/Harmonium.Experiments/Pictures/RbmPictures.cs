using Harmonium.Data;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Figures.Images;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Experiments.Pictures;

/// <summary>Pictures of an RBM trained on images.</summary>
internal sealed class RbmPictures(RestrictedBoltzmannMachine rbm, ItemShape shape)
{
    /// <summary>Returns the weights of the first hidden units as images, [count, height, width].</summary>
    internal Tensor Filters(int count)
    {
        Tensor weights = rbm.Weights.Transpose().Contiguous();
        return AsImages(weights.RowRange(0, Math.Min(count, weights.Rows)));
    }

    /// <summary>Returns tiles of filters, by default each on its own scale.</summary>
    internal ImageTiles FilterTiles(int count, int columns, string? title = null, bool oneScale = false) =>
        new(Filters(count), new SheetOptions { Title = title, Shading = new WeightShading { OneScale = oneScale }, PixelSize = 2 }, columns);

    /// <summary>Returns strips of images, their binarized versions, and the reconstructions.</summary>
    internal ImageStrips Reconstructions(Tensor images, ulong seed, Language language)
    {
        States shown = images.To(rbm.Weights.Device).SampleBernoulli(RandomStream.For(seed, Purpose.Evaluation));
        Tensor reconstructions = rbm.Reconstruct(shown).Contiguous();
        PageText words = ReportWords.In(language);
        return new ImageStrips(
        [
            new(words["original"], AsImages(images)), new(words["binarized"], AsImages(shown.AsTensor())),
            new(words["reconstruction"], AsImages(reconstructions)),
        ], new SheetOptions { PixelSize = 1 });
    }

    /// <summary>Runs Gibbs chains from the given images and shows each after the given numbers of sweeps, [moments, chains, height, width].</summary>
    internal FantasyChains Fantasies(Tensor starts, IReadOnlyList<int> sweeps, ulong seed)
    {
        GibbsChains chains = new(rbm.Machine, starts.Rows);
        chains.State[rbm.Visible] = starts.To(rbm.Weights.Device).SampleBernoulli(RandomStream.For(seed, Purpose.Sampling));
        chains.Sample(LayerRole.Hidden, RandomStream.For(seed, Purpose.Sampling, 1), 0);
        Tensor moments = Tensor.Zeros(sweeps.Count, starts.Rows, shape.Height, shape.Width);
        int made = 0;
        for (int moment = 0; moment < sweeps.Count; moment++)
        {
            chains.Sweep(sweeps[moment] - made, RandomStream.For(seed, Purpose.Sampling, 2 + moment));
            made = sweeps[moment];
            // Probabilities are shown, because the samples themselves are noisy.
            Tensor now = made == 0 ? starts : chains.Means(rbm.Visible);
            AsImages(now).CopyTo(moments.RowRange(moment, 1).Reshape(starts.Rows, shape.Height, shape.Width));
        }

        return new FantasyChains(moments, sweeps, new SheetOptions { PixelSize = 2 });
    }

    internal Tensor AsImages(Tensor rows) => rows.Contiguous().Reshape(rows.Rows, shape.Height, shape.Width);
}
