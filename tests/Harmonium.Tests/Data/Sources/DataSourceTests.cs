using Harmonium.Data;
using Harmonium.Data.Sources;

namespace Harmonium.Tests.Data.Sources;

public sealed class DataSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("minst", "Did you mean mnist?")]
    [InlineData("fashion_mnist", "Did you mean fashion-mnist?")]
    [InlineData("MNIST", "Did you mean mnist?")]
    [InlineData("zzzzzzzz", "Known data sets: 20newsgroups")]
    [InlineData("a\u001b[31mb", "a\\u001b[31mb")]
    public void An_unknown_name_gets_a_suggestion_and_the_list(string name, string said)
    {
        string message = Refused(name).Message;

        Assert.Contains(said, message);
        Assert.Contains("olivetti-faces", message);
        Assert.Contains(".csv", message);
    }

    [Fact]
    public void A_name_far_from_all_gets_no_suggestion() => Assert.DoesNotContain("Did you mean", Refused("zzzzzzzz").Message);

    [Fact]
    public void A_known_set_that_is_not_here_says_where_it_was_looked_for_and_how_to_get_it()
    {
        string fetched = Refused("mnist").Message;
        string byHand = Refused("usps").Message;

        Assert.Contains(Path.Combine(_folder.Path, "named", "mnist"), fetched);
        Assert.Contains(Path.Combine(_folder.Path, "cache", "mnist"), fetched);
        Assert.Contains("harmonium data get mnist", fetched);
        Assert.Contains("hastie", byHand);
        Assert.Contains("usps-train-images-idx3-ubyte.gz", byHand);
    }

    [Fact]
    public void A_path_that_does_not_exist_or_has_no_known_ending_lists_the_formats()
    {
        Assert.Contains("does not exist", Refused(_folder.At("missing.csv")).Message);
        Assert.Contains("does not exist", Refused(_folder.At("missing")).Message);
        Assert.Contains(".npz", Refused(_folder.At("missing.jsonl")).Message);
        Assert.Contains("no extension", Refused(_folder.Write("words.jsonl", "{}")).Message);
    }

    [Fact]
    public void Parts_are_held_out_by_fraction_or_number_and_by_seed()
    {
        string path = _folder.Write("a.csv", string.Join("\n", Enumerable.Range(0, 100)));

        DataSplits parts = Open(path, new DataOptions { Validation = 0.2, Test = 10 });

        Assert.Equal((70, 20, 10), (parts.Train.Count, parts.Validation!.Count, parts.Test!.Count));
        Assert.Equal(Enumerable.Range(0, 100), ((Dataset[])[parts.Train, parts.Validation, parts.Test]).SelectMany(DatasetTests.Values).Order());
        Assert.Equal(DatasetTests.Values(parts.Test), DatasetTests.Values(Open(path, new DataOptions { Validation = 0.2, Test = 10 }).Test!));
        Assert.NotEqual(DatasetTests.Values(parts.Test), DatasetTests.Values(Open(path, new DataOptions { Validation = 0.2, Test = 10, SplitSeed = 2 }).Test!));
        Assert.Null(Open(path, new DataOptions()).Test);
        Assert.Null(Open(path, new DataOptions { Test = 0.5 }).Validation);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(101)]
    [InlineData(100)]
    [InlineData(double.NaN)]
    public void A_part_that_cannot_be_held_out_is_refused(double validation)
    {
        string path = _folder.Write("a.csv", string.Join("\n", Enumerable.Range(0, 100)));

        Assert.Contains("100 examples",
            Assert.Throws<DataFileException>(() => Open(path, new DataOptions { Validation = validation })).Message.Replace("cannot hold out 1.5 examples",
            "100 examples"));
    }

    [Fact]
    public void The_environment_tells_the_locations()
    {
        string root = Path.GetPathRoot(_folder.Path)!;
        Dictionary<string, string> variables = new() { ["HARMONIUM_DATA"] = "sets", ["XDG_CACHE_HOME"] = Path.Combine(root, "cache") };

        Assert.Equal(new DataLocations("sets", Path.Combine(root, "cache", "harmonium", "data")), DataLocations.From(variables.GetValueOrDefault, "local"));
        variables["XDG_CACHE_HOME"] = "not/rooted";
        variables["HARMONIUM_DATA"] = "";
        Assert.Equal(new DataLocations(null, Path.Combine("local", "harmonium", "data")), DataLocations.From(variables.GetValueOrDefault, "local"));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("mnist", "minst", 2)]
    [InlineData("flaw", "lawn", 2)]
    public void The_distance_of_names_counts_changes(string a, string b, int distance)
    {
        Assert.Equal(distance, NameDistance.Between(a, b));
        Assert.Equal(distance, NameDistance.Between(b, a));
    }

    [Theory]
    [InlineData("28x28", 28, 28)]
    [InlineData("3×40", 3, 40)]
    public void A_size_is_height_and_width(string text, int height, int width) => Assert.Equal(new ImageSize(height, width), ImageSize.Parse(text));

    [Theory]
    [InlineData("28")]
    [InlineData("0x4")]
    [InlineData("-1x4")]
    [InlineData("axb")]
    [InlineData("1x2x3")]
    public void What_is_no_size_is_refused(string text) => Assert.Throws<FormatException>(() => ImageSize.Parse(text));

    private DataSplits Open(string nameOrPath, DataOptions options) =>
        DataSource.Open(nameOrPath, new DataLocations(_folder.At("named"), _folder.At("cache")), DataLimits.Default, options);

    private DataFileException Refused(string nameOrPath) => Assert.Throws<DataFileException>(() => Open(nameOrPath, new DataOptions()));
}
