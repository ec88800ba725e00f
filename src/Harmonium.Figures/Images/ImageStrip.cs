using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>A named strip of images, for <see cref="ImageStrips"/>.</summary>
public sealed class ImageStrip
{
    /// <summary>Creates a strip of images.</summary>
    /// <param name="name">The name to the left of the strip.</param>
    /// <param name="images">The images, [count, height, width].</param>
    /// <exception cref="ArgumentException">Thrown when the tensor is not a nonempty array of images [count, height, width].</exception>
    public ImageStrip(string name, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(name);
        (Name, Images) = (name, SheetPlan.RequireImages(images, $"The strip \"{name}\""));
    }

    /// <summary>Gets the name to the left of the strip.</summary>
    public string Name { get; }

    /// <summary>Gets the images, [count, height, width]. NaN has the color of absent pixels.</summary>
    public Tensor Images { get; }

    /// <summary>Creates a strip in which hidden pixels have the color of absent pixels.</summary>
    /// <param name="name">The name to the left of the strip.</param>
    /// <param name="images">The images, [count, height, width].</param>
    /// <param name="known">The mask, [count, height, width]: 0 for a hidden pixel, any other number for a visible pixel.</param>
    /// <exception cref="ArgumentException">Thrown when the tensor is not a nonempty array of images [count, height, width], or the mask has another
    /// shape.</exception>
    public static ImageStrip Masked(string name, Tensor images, Tensor known)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(known);
        if (!images.Shape.SequenceEqual(known.Shape))
            throw new ArgumentException($"The mask of the strip \"{name}\" is {Tensor.Describe(known.Shape)}, but its images are " +
                $"{Tensor.Describe(images.Shape)}. Both must have the same shape.");
        Tensor shown = images.Clone();
        for (int i = 0; i < shown.Count; i++)
        {
            if (known[i] == 0)
                shown[i] = float.NaN;
        }

        return new ImageStrip(name, shown);
    }
}
