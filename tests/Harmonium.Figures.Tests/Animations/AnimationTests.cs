using CsCheck;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Coloring;
using Harmonium.Figures.Images;
using Harmonium.Numerics;
using SkiaSharp;

namespace Harmonium.Figures.Tests;

public sealed class AnimationTests
{
    [Fact]
    public void A_decoder_finds_every_pixel_of_every_frame()
    {
        Gen<IndexedImage[]> anyFrames =
            from width in Gen.Int[1, 90]
            from height in Gen.Int[1, 90]
            from colors in Gen.Int[1, 256]
            from runs in Gen.Int[1, 30]
            from frames in Frame(width, height, colors, runs).Array[1, 4]
            select frames;
        anyFrames.Sample(AssertDecoded, seed: "0N0XIzNsQ0O2", iter: 60, threads: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(255)]
    [InlineData(256)]
    public void Noise_overflows_the_dictionary_many_times_and_is_decoded(int colors)
    {
        IndexedImage noise = new(300, 200, Grays(colors), [.. Enumerable.Range(0, 60_000).Select(i => (byte)(Hash(i, colors) % colors))]);
        AssertDecoded([noise]);
    }

    [Fact]
    public void Every_length_of_a_row_is_decoded()
    {
        // The width of the codes can grow at the last code. These lengths include the first such cases.
        for (int length = 1; length <= 400; length++)
            AssertDecoded([new IndexedImage(length, 1, Grays(4), [.. Enumerable.Range(0, length).Select(i => (byte)(Hash(i, 3) % 4))])]);
    }

    [Fact]
    public void Frames_with_palettes_of_their_own_keep_their_colors() => AssertDecoded(
    [
        new IndexedImage(2, 1, [new(10, 20, 30), new(40, 50, 60)], [0, 1]),
        new IndexedImage(2, 1, [new(200, 0, 0), new(0, 200, 0), new(0, 0, 200)], [2, 1]),
        new IndexedImage(2, 1, [new(10, 20, 30), new(40, 50, 60)], [1, 1]),
    ]);

    [Fact]
    public void Delays_and_the_loop_are_as_specified()
    {
        IndexedImage image = new(1, 1, Grays(2), [1]);
        AnimationOptions options = new() { Delay = TimeSpan.FromSeconds(0.25), LastDelay = TimeSpan.FromSeconds(3) };
        using SKCodec looping = SKCodec.Create(new MemoryStream(new Animation([image, image, image], options).ToGif()));
        Assert.Equal([250, 250, 3000], looping.FrameInfo.Select(f => f.Duration));
        Assert.Equal(-1, looping.RepetitionCount);
        using SKCodec once = SKCodec.Create(new MemoryStream(new Animation([image, image], options with { Loop = false }).ToGif()));
        Assert.Equal([250, 3000], once.FrameInfo.Select(f => f.Duration));
        Assert.Equal(0, once.RepetitionCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnimationOptions { Delay = TimeSpan.Zero });
    }

    [Fact]
    public void Sheets_become_frames()
    {
        ImageSheet[] sheets = [.. Enumerable.Range(1, 3).Select(i => new ImageTiles(Tensor.Filled(i - 2, 4, 5, 5), new SheetOptions { Title = $"epoch {i}" }))];
        AssertDecoded([.. sheets.Select(s => s.Draw())], new Animation(sheets).ToGif());
    }

    [Fact]
    public void Sheets_with_longer_titles_widen_the_shorter_ones()
    {
        ImageSheet[] sheets =
        [
            .. new[] { "1", "a title that is much wider than two images of two pixels" }
                .Select(title => new ImageTiles(Tensor.Filled(0.5f, 2, 2, 2), new SheetOptions { Title = title })),
        ];
        IndexedImage[] drawn = [.. sheets.Select(sheet => sheet.Draw())];
        Assert.True(drawn[0].Width < drawn[1].Width);
        IndexedImage padded = drawn[0].PaddedTo(drawn[1].Width, drawn[1].Height);
        AssertDecoded([padded, drawn[1]], new Animation(sheets).ToGif());
        for (int y = 0; y < drawn[0].Height; y++)
        {
            for (int x = 0; x < padded.Width; x++)
                Assert.Equal(x < drawn[0].Width ? drawn[0][x, y] : drawn[0][drawn[0].Width - 1, drawn[0].Height - 1], padded[x, y]);
        }
    }

    [Fact]
    public void Frames_of_different_sizes_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Animation([new IndexedImage(2, 1, Grays(2), [0, 0]), new IndexedImage(1, 1, Grays(2), [0])]));
        Assert.Contains("2 × 1, and another is 1 × 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Animation(Array.Empty<IndexedImage>()));
    }

    private static Gen<IndexedImage> Frame(int width, int height, int colors, int runs) =>
        Gen.Int[0, colors - 1].Array[width * height].Select(noise =>
            new IndexedImage(width, height, Grays(colors), [.. Enumerable.Range(0, width * height).Select(i => (byte)noise[i / runs])]));

    private static Color[] Grays(int colors) => [.. Enumerable.Range(0, colors).Select(i => new Color((byte)i, (byte)(255 - i), (byte)(i / 2)))];

    private static uint Hash(int i, int salt)
    {
        uint x = ((uint)i * 2654435761u) + ((uint)salt * 40503u);
        x = (x ^ (x >> 15)) * 2246822519u;
        return x ^ (x >> 13);
    }

    private static void AssertDecoded(IndexedImage[] frames) => AssertDecoded(frames, new Animation(frames).ToGif());

    private static void AssertDecoded(IndexedImage[] frames, byte[] gif)
    {
        using SKCodec codec = SKCodec.Create(new MemoryStream(gif));
        Assert.Equal(frames.Length, codec.FrameCount);
        for (int frame = 0; frame < frames.Length; frame++)
        {
            using SKBitmap bitmap = new(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
            Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels(), new SKCodecOptions(frame)));
            ReadOnlySpan<byte> rgba = bitmap.GetPixelSpan();
            ReadOnlySpan<byte> pixels = frames[frame].Pixels;
            for (int i = 0; i < pixels.Length; i++)
            {
                Color color = frames[frame].Palette[pixels[i]];
                if (rgba[4 * i] != color.Red || rgba[(4 * i) + 1] != color.Green || rgba[(4 * i) + 2] != color.Blue || rgba[(4 * i) + 3] != 255)
                    Assert.Fail($"Pixel {i} of frame {frame} should be {color}.");
            }
        }
    }
}
