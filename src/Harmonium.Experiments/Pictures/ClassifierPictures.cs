using Harmonium.Data;
using Harmonium.Figures.Images;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;

namespace Harmonium.Experiments.Pictures;

/// <summary>Pictures of a classification RBM trained on images.</summary>
internal sealed class ClassifierPictures(ClassificationRbm rbm, ItemShape shape)
{
    /// <summary>Returns the weights of the first hidden units as images.</summary>
    internal ImageTiles Filters(int count, int columns)
    {
        Tensor weights = rbm.Coupling.Weights.Transpose().Contiguous();
        return new ImageTiles(AsImages(weights.RowRange(0, Math.Min(count, weights.Rows))),
            new SheetOptions { Shading = new WeightShading(), PixelSize = 1 }, columns);
    }

    /// <summary>
    /// Returns class-conditional samples. The label of each Gibbs chain is fixed; pixels and hidden units are sampled alternately. The images are the pixel
    /// probabilities after the last sweep, one row per class.
    /// </summary>
    internal ImageTiles Fantasies(int chainsOfEach, int sweeps, ulong seed)
    {
        int count = rbm.Classes * chainsOfEach;
        GibbsChains chains = new(rbm.Machine, count);
        chains.SampleIndependently([rbm.Visible], RandomStream.For(seed, Purpose.Sampling));
        Tensor labels = Tensor.Zeros(rbm.Coupling.Weights.Device, count, rbm.Classes);
        for (int row = 0; row < count; row++)
            labels[row, row / chainsOfEach] = 1;
        chains.State[rbm.Label] = States.From(labels);
        for (int sweep = 1; sweep <= sweeps; sweep++)
        {
            RandomStream random = RandomStream.For(seed, Purpose.Sampling, sweep);
            chains.Sample(rbm.Hidden, random.At(0));
            chains.Sample(rbm.Visible, random.At(1));
        }

        return new ImageTiles(AsImages(chains.Means(rbm.Visible)), new SheetOptions { Shading = new PixelShading(), PixelSize = 1 }, chainsOfEach);
    }

    private Tensor AsImages(Tensor rows) => rows.Contiguous().Reshape(rows.Rows, shape.Height, shape.Width);
}
