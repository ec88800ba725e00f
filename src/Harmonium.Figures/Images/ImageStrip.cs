using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>One strip of images under one name, to stand above or below others of the same examples.</summary>
public sealed class ImageStrip
{
    /// <summary>A strip of images.</summary>
    /// <param name="name">The words to its left.</param>
    /// <param name="images">[count, height, width].</param>
    /// <exception cref="ArgumentException">Not a tensor of images.</exception>
    public ImageStrip(string name, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(name);
        (Name, Images) = (name, SheetPlan.RequireImages(images, $"The strip \"{name}\""));
    }

    /// <summary>The words to its left.</summary>
    public string Name { get; }

    /// <summary>[count, height, width]; what is not a number is drawn in the color of absent pixels.</summary>
    public Tensor Images { get; }

    /// <summary>A strip of which only some pixels are shown, the rest in the color of absent pixels.</summary>
    /// <param name="name">The words to its left.</param>
    /// <param name="images">[count, height, width].</param>
    /// <param name="known">The same shape: 0 where a pixel is hidden, anything else where it is shown.</param>
    /// <exception cref="ArgumentException">Not a tensor of images, or a mask of another shape.</exception>
    public static ImageStrip Masked(string name, Tensor images, Tensor known)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(known);
        if (!images.Shape.SequenceEqual(known.Shape))
            throw new ArgumentException($"The mask of the strip \"{name}\" is {Tensor.Describe(known.Shape)}, its images are " +
                $"{Tensor.Describe(images.Shape)}; both must have one shape.");
        Tensor shown = images.Clone();
        for (int i = 0; i < shown.Count; i++)
        {
            if (known[i] == 0)
                shown[i] = float.NaN;
        }

        return new ImageStrip(name, shown);
    }
}
