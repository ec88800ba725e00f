using System.Text.Json;

namespace Harmonium.Cli.Tests;

/// <summary>Networks from training to use: a perceptron on the embedded letters, a recurrent one on a line of text.</summary>
public sealed class NetworkTests(NetworkTests.Trained trained) : IClassFixture<NetworkTests.Trained>
{
    [Fact]
    public void Evaluate_has_the_published_keys_of_a_classifier()
    {
        JsonElement result = Assert.Single(Session.Run("evaluate", trained.Perceptron, "--json").Objects);

        Assert.Equal(["error", "count"], result.EnumerateObject().Take(2).Select(property => property.Name));
        Assert.InRange(result.GetProperty("error").GetDouble(), 0, 0.7);
    }

    [Fact]
    public void Classify_gives_every_example_a_class_and_its_errors_are_those_of_evaluate()
    {
        JsonElement classified = Assert.Single(Session.Run("classify", trained.Perceptron, "--json").Objects),
            judged = Assert.Single(Session.Run("evaluate", trained.Perceptron, "--json").Objects);

        Assert.Equal(judged.GetProperty("count").GetInt32(), classified.GetProperty("classes").GetArrayLength());
        Assert.Equal(judged.GetProperty("error").GetDouble(), classified.GetProperty("error").GetDouble(), 1e-9);
        Assert.All(classified.GetProperty("classes").EnumerateArray(), each => Assert.InRange(each.GetProperty("probability").GetDouble(), 1.0 / 26, 1));
        Assert.Contains("A", classified.GetProperty("classes").EnumerateArray().Select(each => each.GetProperty("class").GetString()));
    }

    [Fact]
    public void Inspect_says_what_a_network_is_made_of()
    {
        JsonElement result = Assert.Single(Session.Run("inspect", trained.Perceptron, "--json").Objects);

        Assert.Equal("mlp", result.GetProperty("machine").GetProperty("kind").GetString());
        Assert.Equal((841 * 20) + 20 + (20 * 26) + 26, result.GetProperty("parameters").GetInt64());
        Assert.Contains("dense 20", Session.Run("inspect", trained.Perceptron).Out);
    }

    [Theory]
    [InlineData("lbfgs")]
    [InlineData("cg")]
    public void Line_searches_learn_letters(string optimizer)
    {
        using TemporaryFolder folder = new();
        string run = folder.At("run");

        Session session = Session.Run("train", "mlp", "--optimiser", optimizer, "--line-searches", "30", "--hidden", "20", "--examples", "600", "--batch",
            "600", "--epochs", "1", "--output", run, "--quiet");

        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        Assert.InRange(Assert.Single(Session.Run("evaluate", run, "--json").Objects).GetProperty("error").GetDouble(), 0, 0.5);
    }

    [Fact]
    public void A_text_is_evaluated_in_nats_per_character()
    {
        JsonElement result = Assert.Single(Session.Run("evaluate", trained.Writer, "--json").Objects);

        double nats = result.GetProperty("natsPerCharacter").GetDouble();
        Assert.InRange(nats, 0, Math.Log(8));
        Assert.Equal(nats / Math.Log(2), result.GetProperty("bitsPerCharacter").GetDouble(), 1e-6);
    }

    [Fact]
    public void Verbs_without_meaning_for_a_network_name_those_that_have_one()
    {
        Session perceptron = Session.Run("sample", trained.Perceptron), writer = Session.Run("features", trained.Writer);

        Assert.Equal((2, 2), (perceptron.ExitCode, writer.ExitCode));
        Assert.Contains("harmonium classify", perceptron.Error);
        Assert.Contains("harmonium generate", writer.Error);
    }

    /// <summary>One run of each network, shared by all tests.</summary>
    public sealed class Trained : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        /// <summary>Trains both networks.</summary>
        public Trained()
        {
            string text = _folder.At("text.txt");
            File.WriteAllText(text, string.Concat(Enumerable.Repeat("the cat. ", 1000)));
            foreach (string[] line in (string[][])
            [
                ["train", "mlp", "--data", "letters", "--hidden", "20", "--epochs", "3", "--output", Perceptron, "--quiet"],
                ["train", "text", "--data", text, "--units", "8", "--epochs", "2", "--output", Writer, "--quiet"],
            ])
            {
                Session session = Session.Run(line);
                if (session.ExitCode != 0)
                    throw new InvalidOperationException(session.Error);
            }
        }

        internal string Perceptron => _folder.At("perceptron");

        internal string Writer => _folder.At("writer");

        /// <inheritdoc/>
        public void Dispose() => _folder.Dispose();
    }
}
