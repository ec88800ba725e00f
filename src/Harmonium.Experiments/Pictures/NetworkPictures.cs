using Harmonium.Figures.Images;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Experiments.Pictures;

/// <summary>Pictures of the outputs of a network.</summary>
internal static class NetworkPictures
{
    // Wide enough for the title of any frame, because all frames of an animation have one size.
    private const int Side = 96;

    /// <summary>
    /// Returns the output of a network with two inputs and one output over a square, where dark is 1. Positive points are black, negative points white.
    /// </summary>
    internal static ImageTiles Plane(FeedForwardNetwork network, NetworkLoss loss, float low, float high, IReadOnlyList<(float X, float Y, bool On)> points,
        string title)
    {
        Tensor places = Tensor.Zeros(network.Device, Side * Side, 2);
        for (int i = 0; i < places.Rows; i++)
        {
            places[i, 0] = low + ((high - low) * (i % Side) / (Side - 1));
            places[i, 1] = high - ((high - low) * (i / Side) / (Side - 1));
        }

        Tape tape = new(network.Device);
        Tensor image = loss.Answer(network.Output(tape, places)).Value.Clone().Reshape(1, Side, Side);
        for (int i = 0; i < image.Count; i++)
            image.AsSpan()[i] = 0.2f + (0.5f * Math.Clamp(image.AsSpan()[i], 0, 1));
        foreach ((float x, float y, bool on) in points)
            Mark(image, (x - low) / (high - low), (y - low) / (high - low), on ? 1 : 0);
        return new ImageTiles(image, Options(title), 1);
    }

    /// <summary>Returns a square with the line w₀x + w₁y + b = 0 and points. The side where the sum is at least 0 is darker.</summary>
    internal static ImageTiles HalfPlane(ReadOnlySpan<float> weights, float low, float high, IReadOnlyList<(float X, float Y, bool On)> points, string title)
    {
        Tensor image = Tensor.Zeros(1, Side, Side);
        for (int i = 0; i < image.Count; i++)
        {
            float x = low + ((high - low) * (i % Side) / (Side - 1)), y = high - ((high - low) * (i / Side) / (Side - 1));
            image.AsSpan()[i] = (weights[0] * x) + (weights[1] * y) + weights[2] >= 0 ? 0.6f : 0.2f;
        }

        foreach ((float x, float y, bool on) in points)
            Mark(image, (x - low) / (high - low), (y - low) / (high - low), on ? 1 : 0);
        return new ImageTiles(image, Options(title), 1);
    }

    /// <summary>Returns a plot of a function of one variable: the noisy points in gray, the output of the network in black.</summary>
    internal static ImageTiles Function(FeedForwardNetwork network, float from, float to, float low, float high, Tensor x, Tensor y, string title)
    {
        const int Width = 140;
        Tensor image = Tensor.Zeros(1, Side, Width), places = Tensor.Zeros(network.Device, Width, 1);
        for (int i = 0; i < Width; i++)
            places[i, 0] = from + ((to - from) * i / (Width - 1));
        for (int i = 0; i < x.Count; i++)
            Ink(image, (x.AsSpan()[i] - from) / (to - from), (y.AsSpan()[i] - low) / (high - low), 0.35f);
        Tensor answers = network.Output(new Tape(network.Device), places).Value;
        for (int i = 0; i < Width; i++)
            Ink(image, (float)i / (Width - 1), (answers[i, 0] - low) / (high - low), 1);
        return new ImageTiles(image, Options(title), 1);
    }

    /// <summary>Returns the feature maps of a layer for one image.</summary>
    internal static ImageTiles Maps(FeedForwardNetwork network, int layer, Tensor image, string title)
    {
        FeatureShape shape = network.ShapeAfter(layer);
        Tensor planes = network.Signals(new Tape(network.Device), image)[layer].Value.Clone().Reshape(shape.Channels, shape.Height, shape.Width);
        return new ImageTiles(planes, new SheetOptions { Title = title, PixelSize = 2, Shading = new WeightShading { Levels = 31 } },
            Math.Min(shape.Channels, 8));
    }

    private static SheetOptions Options(string title) => new() { Title = title, PixelSize = 2, Shading = new PixelShading() };

    private static void Mark(Tensor image, float x, float y, float ink)
    {
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++)
                Ink(image, x + (dx / (float)(image.Shape[2] - 1)), y + (dy / (float)(image.Shape[1] - 1)), ink);
        }
    }

    private static void Ink(Tensor image, float x, float y, float ink)
    {
        (int height, int width) = (image.Shape[1], image.Shape[2]);
        int column = (int)MathF.Round(x * (width - 1)), row = (int)MathF.Round((1 - y) * (height - 1));
        if ((uint)row < (uint)height && (uint)column < (uint)width)
            image.AsSpan()[(row * width) + column] = ink;
    }
}
