using Harmonium.Data;
using Harmonium.Figures.Images;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;

namespace Harmonium.Experiments.Pictures;

/// <summary>The pictures that show what a classification RBM of images has learned.</summary>
internal sealed class ClassifierPictures(ClassificationRbm rbm, ItemShape shape)
{
    /// <summary>The weights of the first hidden units as images of what they look for.</summary>
    internal ImageTiles Filters(int count, int columns)
    {
        Tensor weights = rbm.Coupling.Weights.Transpose().Contiguous();
        return new ImageTiles(AsImages(weights.RowRange(0, Math.Min(count, weights.Rows))),
            new SheetOptions { Shading = new WeightShading(), PixelSize = 1 }, columns);
    }

    /// <summary>
    /// Class-clamped fantasies: Gibbs chains whose label is held at a class while pixels and hidden units are drawn in turn; the probabilities of
    /// the pixels after the last sweep, a row a class.
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
