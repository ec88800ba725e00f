using Harmonium.Figures.Images;

namespace Harmonium.Figures.Animations;

/// <summary>A sequence of pictures of one size, such as filters during training or the states of Markov chains.</summary>
public sealed class Animation
{
    private readonly IReadOnlyList<IndexedImage> _frames;
    private readonly AnimationOptions _options;

    /// <summary>Creates an animation of sheets of images.</summary>
    /// <param name="frames">The sheets in order. Smaller ones, such as those with shorter titles, are padded at the right and at the bottom.</param>
    /// <param name="options">The timing of the frames.</param>
    /// <exception cref="ArgumentException">Thrown when there are no frames.</exception>
    public Animation(IReadOnlyList<ImageSheet> frames, AnimationOptions? options = null)
        : this(Padded([.. Require(frames).Select(frame => frame.Draw())]), options)
    {
    }

    /// <summary>Creates an animation of images.</summary>
    /// <param name="frames">The images in order, all of one size. Each may have its own palette.</param>
    /// <param name="options">The timing of the frames.</param>
    /// <exception cref="ArgumentException">Thrown when there are no frames, or frames of different sizes or of more than 65,535 pixels per side.</exception>
    public Animation(IReadOnlyList<IndexedImage> frames, AnimationOptions? options = null)
    {
        Require(frames);
        IndexedImage first = frames[0];
        IndexedImage? other = frames.FirstOrDefault(f => f.Width != first.Width || f.Height != first.Height);
        if (other is not null)
            throw new ArgumentException($"All frames must have the same size, but the first is {first.Width} × {first.Height}, and another is " +
                $"{other.Width} × {other.Height}.");
        if (first.Width > ushort.MaxValue || first.Height > ushort.MaxValue)
            throw new ArgumentException($"A GIF is at most {ushort.MaxValue} pixels wide and high, but the frames are {first.Width} × {first.Height}.");
        (_frames, _options) = (frames, options ?? new AnimationOptions());
    }

    /// <summary>Returns the animation as a GIF file.</summary>
    public byte[] ToGif()
    {
        GifWriter gif = new(_frames[0], _options.Loop);
        for (int i = 0; i < _frames.Count; i++)
            gif.Add(_frames[i], i == _frames.Count - 1 ? _options.LastDelay : _options.Delay);
        return gif.Finish();
    }

    private static IndexedImage[] Padded(IndexedImage[] frames)
    {
        int width = frames.Max(frame => frame.Width), height = frames.Max(frame => frame.Height);
        return [.. frames.Select(frame => frame.PaddedTo(width, height))];
    }

    private static IReadOnlyList<T> Require<T>(IReadOnlyList<T> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return frames.Count > 0 ? frames : throw new ArgumentException("An animation needs at least one frame, but none was given.");
    }
}
