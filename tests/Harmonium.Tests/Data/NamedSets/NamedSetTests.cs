using Harmonium.Data;
using Harmonium.Data.Letters;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests.Data.NamedSets;

/// <summary>Tests on the real data sets, if $HARMONIUM_DATA contains them. The counts are those stated by their publishers.</summary>
public sealed class NamedSetTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable(DataLocations.FolderVariable);

    public static TheoryData<string, int[], int[]> ClassSizes => new()
    {
        { "mnist", [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009] },
        { "fashion-mnist", [.. Enumerable.Repeat(6000, 10)], [.. Enumerable.Repeat(1000, 10)] },
        { "usps", [1194, 1005, 731, 658, 652, 556, 664, 645, 542, 644], [359, 264, 198, 166, 200, 160, 170, 147, 166, 177] },
        { "20newsgroups", [480, 584, 591, 590, 578, 593, 585, 594, 598, 597, 600, 595, 591, 594, 593, 599, 546, 564, 465, 377],
            [319, 389, 394, 392, 385, 395, 390, 396, 398, 397, 399, 396, 393, 396, 394, 398, 364, 376, 310, 251] },
        { "olivetti-faces", [.. Enumerable.Repeat(10, 30)], [.. Enumerable.Repeat(0, 30), .. Enumerable.Repeat(10, 10)] },
    };

    [Theory, MemberData(nameof(ClassSizes))]
    public void Every_class_has_as_many_examples_as_published(string name, int[] train, int[] test)
    {
        DataSplits parts = Open(name);

        Assert.Equal(train, Sizes(parts.Train)[..train.Length]);
        Assert.Equal(test, Sizes(parts.Test!));
        Assert.Null(parts.Validation);
    }

    [Theory]
    [InlineData("ocr-letters", 32_152, 10_000, 10_000, 52_152, 189, 5024, 26)]
    [InlineData("caltech101-silhouettes", 4_100, 2_264, 2_307, 8_671, 31, 798, 101)]
    public void Seeded_splits_have_the_published_sizes_and_all_examples(string name, int train, int validation, int test, int all, int smallest,
        int largest, int classes)
    {
        DataSplits parts = Open(name);

        Assert.Equal((train, validation, test), (parts.Train.Count, parts.Validation!.Count, parts.Test!.Count));
        int[] sizes = [.. Sizes(parts.Train).Zip(Sizes(parts.Validation), Sizes(parts.Test)).Select(size => size.First + size.Second + size.Third)];
        Assert.Equal((all, smallest, largest, classes), (sizes.Sum(), sizes.Min(), sizes.Max(), sizes.Length));
        Assert.Contains("seed", parts.Train.Origin);
    }

    [Fact]
    public void Letters_of_each_class_look_like_their_names()
    {
        // The class j has the fewest examples and n the most.
        int[] sizes = Sizes(Open("ocr-letters").Train);

        Assert.Equal('j', 'a' + Array.IndexOf(sizes, sizes.Min()));
        Assert.Equal('n', 'a' + Array.IndexOf(sizes, sizes.Max()));
    }

    [Theory]
    [InlineData("caltech101-silhouettes")]
    [InlineData("mnist")]
    [InlineData("ocr-letters")]
    public void Objects_are_bright_on_a_dark_ground(string name)
    {
        Dataset train = Open(name).Train;
        Tensor images = train.Examples.Rows([.. Enumerable.Range(0, 2000)]);
        double corners = 0, middle = 0;
        (int height, int width) = (train.Shape.Height, train.Shape.Width);
        for (int i = 0; i < 2000; i++)
        {
            corners += images[i, 0] + images[i, width - 1] + images[i, (height - 1) * width] + images[i, (height * width) - 1];
            middle += 4 * images[i, (height / 2 * width) + (width / 2)];
        }

        Assert.True(middle > 2 * corners, $"middle {middle}, corners {corners}");
    }

    [Fact]
    public void The_embedded_letters_need_no_file()
    {
        DataSplits parts = DataSource.Open(NamedSet.Default, new DataLocations(null, "/nowhere"), DataLimits.Default, new DataOptions());
        LetterImages expected = LetterDrawings.Read().Images(LettersPart.Test);
        ByteExamples test = Assert.IsType<ByteExamples>(parts.Test!.Examples);

        Assert.Equal(expected.Count, parts.Test.Count);
        Assert.Equal(expected.Pixels.AsSpan((expected.Count - 1) * test.Columns), test.Row(expected.Count - 1));
        Assert.Equal(expected.Labels.Select(label => (int)label), parts.Test.Labels!);
        Assert.Equal("Z", parts.Test.ClassNames![25]);
        Assert.True(parts.Train.Count > parts.Test.Count && parts.Validation!.Count > 1000);
    }

    [Fact]
    public void MNIST_uses_one_byte_per_pixel_and_starts_with_its_first_digits()
    {
        Dataset train = Open("mnist").Train;
        ByteExamples values = Assert.IsType<ByteExamples>(train.Examples);

        Assert.Equal([5, 0, 4, 1, 9], train.Labels![..5]);
        // Row 5 of the first digit, columns 12 to 23, as widely printed.
        Assert.Equal([3, 18, 18, 18, 126, 136, 175, 26, 166, 255, 247, 127], values.Row(0).Slice((5 * 28) + 12, 12).ToArray());
        // The mean gray level of the training split is 33.3184 of 255 (0.1307).
        double sum = 0;
        for (int row = 0; row < train.Count; row++)
        {
            foreach (byte level in values.Row(row))
                sum += level;
        }

        Assert.Equal(33.3184, sum / (60_000.0 * 784), 4);
    }

    [Fact]
    public void Files_that_are_not_those_of_the_set_are_refused()
    {
        using TemporaryFolder folder = new();
        foreach (NamedSetFile file in NamedSet.Find("mnist")!.Files)
            folder.Write($"mnist/{file.Name}", TemporaryFolder.Gzip(Formats.IdxFormatTests.Idx(0x08, [1, 2], 2)));
        foreach (NamedSetFile file in NamedSet.Find("mnist")!.Files.Where(file => file.Name.Contains("images")))
            folder.Write($"mnist/{file.Name}", TemporaryFolder.Gzip(Formats.IdxFormatTests.Idx(0x08, [1, 2], 2, 1, 1)));

        DataFileException error = Assert.Throws<DataFileException>(() =>
            DataSource.Open("mnist", new DataLocations(folder.Path, "/nowhere"), DataLimits.Default, new DataOptions()));

        Assert.Contains("contains 2 images of 1×1; mnist has 60000 of 28×28", error.Message);
    }

    [Fact]
    public void Every_set_says_what_it_is_and_where_it_comes_from()
    {
        Assert.Equal(NamedSet.All.Select(set => set.Name).Order(StringComparer.Ordinal), NamedSet.All.Select(set => set.Name));
        Assert.All(NamedSet.All, set =>
        {
            Assert.NotEmpty(set.Description);
            Assert.NotEmpty(set.Origin);
            Assert.Equal(set.Files.Any(file => file.Origin is null), set.WhereToGet.Length > 0);
            Assert.All(set.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
        });
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("fashion-mnist")]
    [InlineData("usps")]
    [InlineData("ocr-letters")]
    [InlineData("caltech101-silhouettes")]
    [InlineData("olivetti-faces")]
    public void The_available_files_have_the_recorded_checksums(string name)
    {
        NamedSet set = NamedSet.Find(name)!;
        string folder = Locations(set).Find(set)!;
        Assert.All(set.Files, file =>
        {
            using FileStream content = File.OpenRead(Path.Combine(folder, file.Name));
            Assert.Equal(file.Length, content.Length);
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));
        });
    }

    private static DataSplits Open(string name) => DataSource.Open(name, Locations(NamedSet.Find(name)!), DataLimits.Default, new DataOptions());

    private static DataLocations Locations(NamedSet set)
    {
        DataLocations locations = new(Folder, "/nowhere");
        Assert.SkipWhen(Folder is null, $"Set {DataLocations.FolderVariable} to the folder of the public data sets.");
        Assert.SkipWhen(locations.Find(set) is null, $"{set.Name} is not in {Folder}.");
        return locations;
    }

    private static int[] Sizes(Dataset data)
    {
        int[] sizes = new int[data.Classes];
        foreach (int label in data.Labels!)
            sizes[label]++;
        return sizes;
    }
}
