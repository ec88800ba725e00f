using SkiaSharp;

namespace Harmonium.Cli.Tests;

/// <summary>Training on a folder of images of the same size, gray or color.</summary>
public sealed class ImageFolderTests
{
    [Theory]
    [InlineData(5, 9)]
    [InlineData(16, 16)]
    public void A_folder_of_colored_pictures_trains_is_sampled_and_is_said_to_be_turned_gray(int height, int width)
    {
        using TemporaryFolder folder = new();
        string pictures = folder.At("mes photos été");
        Directory.CreateDirectory(pictures);
        for (int i = 0; i < 30; i++)
        {
            using SKBitmap picture = new(width, height);
            for (int pixel = 0; pixel < height * width; pixel++)
                picture.SetPixel(pixel % width, pixel / width, (pixel + i) % 3 == 0 ? SKColors.Red : SKColors.White);
            using FileStream file = File.Create(Path.Combine(pictures, $"{i}.png"));
            picture.Encode(file, SKEncodedImageFormat.Png, 100);
        }

        string run = folder.At("мой прогон 1");
        Session training = Session.Run("train", "rbm", "--data", pictures, "--hidden", "4", "--epochs", "2", "--output", run);
        Assert.Equal(0, training.ExitCode);
        Assert.Contains("gray", training.Error);
        Session sampling = Session.Run("sample", run, "--count", "3", "--sweeps", "3", "--output", folder.At("proben ß.png"));
        Assert.Equal(0, sampling.ExitCode);
        using SKBitmap drawn = SKBitmap.Decode(folder.At("proben ß.png"));
        Assert.True(drawn.Width >= 3 * width && drawn.Height >= height);
    }
}
