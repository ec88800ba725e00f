using Harmonium.Data;
using Harmonium.Figures.Images;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Experiments.Pictures;

/// <summary>The pictures that show what an RBM of images has learned.</summary>
internal sealed class RbmPictures(RestrictedBoltzmannMachine rbm, ItemShape shape)
{
    /// <summary>The weights of the first hidden units as images of what they look for, [count, height, width].</summary>
    internal Tensor Filters(int count)
    {
        Tensor weights = rbm.Weights.Transpose().Contiguous();
        return AsImages(weights.RowRange(0, Math.Min(count, weights.Rows)));
    }

    /// <summary>Filters side by side, each on its own scale.</summary>
    internal ImageTiles FilterTiles(int count, int columns, string? title = null, bool oneScale = false) =>
        new(Filters(count), new SheetOptions { Title = title, Shading = new WeightShading { OneScale = oneScale }, PixelSize = 2 }, columns);

    /// <summary>Images, what the machine is shown of them, and what it makes of that.</summary>
    internal ImageStrips Reconstructions(Tensor images, ulong seed)
    {
        States shown = images.To(rbm.Weights.Device).SampleBernoulli(RandomStream.For(seed, Purpose.Evaluation));
        Tensor reconstructions = rbm.Reconstruct(shown).Contiguous();
        return ImageStrips.Reconstruction(AsImages(images), AsImages(shown.AsTensor()), AsImages(reconstructions), new SheetOptions { PixelSize = 1 });
    }

    /// <summary>Chains started at images: what each looks like after so many sweeps, [moments, chains, height, width].</summary>
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
            // The probabilities, as is usual: the samples themselves are grainy.
            Tensor now = made == 0 ? starts : chains.Means(rbm.Visible);
            AsImages(now).CopyTo(moments.RowRange(moment, 1).Reshape(starts.Rows, shape.Height, shape.Width));
        }

        return new FantasyChains(moments, sweeps, new SheetOptions { PixelSize = 2 });
    }

    internal Tensor AsImages(Tensor rows) => rows.Contiguous().Reshape(rows.Rows, shape.Height, shape.Width);
}
