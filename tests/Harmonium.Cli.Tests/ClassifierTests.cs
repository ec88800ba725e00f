using System.Text.Json;

namespace Harmonium.Cli.Tests;

/// <summary>Classifiers from training to use, on a folder of texts that are easy to classify.</summary>
public sealed class ClassifierTests(ClassifierTests.Texts texts) : IClassFixture<ClassifierTests.Texts>
{
    private const int Documents = 20;

    [Fact]
    public void Training_ends_with_done_and_writes_error_rates_to_the_metrics()
    {
        using TemporaryFolder folder = new();
        Session session = Session.Run("train", "classifier-rbm", "--data", texts.Data, "--hidden", "5", "--epochs", "2", "--output", folder.At("run"),
            "--json", "--no-figures");

        Assert.Equal(0, session.ExitCode);
        Assert.Equal(["begun", "epoch", "epoch", "done"], session.Objects.Select(each => each.EnumerateObject().First().Value.GetString()));
        Assert.StartsWith("step,epoch,seconds,learningRate,error,crossEntropy", File.ReadAllText(folder.At("run/metrics.csv")));
    }

    [Fact]
    public void Evaluate_has_the_published_keys_of_a_classifier()
    {
        JsonElement result = Assert.Single(Session.Run("evaluate", texts.Run, "--json").Objects);

        Assert.Equal(["error", "count"], result.EnumerateObject().Take(2).Select(property => property.Name));
        Assert.Equal(0, result.GetProperty("error").GetDouble());
        Assert.Equal(Documents, result.GetProperty("count").GetInt32());
    }

    [Fact]
    public void Classify_names_the_class_of_every_example_with_its_probability()
    {
        JsonElement result = Assert.Single(Session.Run("classify", texts.Run, "--json").Objects);

        JsonElement[] classes = [.. result.GetProperty("classes").EnumerateArray()];
        Assert.Equal(Documents, classes.Length);
        Assert.All(classes, each => Assert.Equal(each.GetProperty("label").GetString(), each.GetProperty("class").GetString()));
        Assert.All(classes, each => Assert.InRange(each.GetProperty("probability").GetDouble(), 0.5, 1));
        Assert.Equal(["cat", "dog"], classes.Select(each => each.GetProperty("class").GetString()).Distinct().Order());
    }

    [Fact]
    public void Classify_writes_a_line_for_every_example()
    {
        string[] lines = Session.Run("classify", texts.Run, "--quiet").Out.TrimEnd().Split('\n');

        Assert.Equal("file,class,probability,label", lines[0]);
        Assert.Equal(Documents + 1, lines.Length);
        Assert.Matches("^.*,cat,(0\\.[0-9]+|1),cat$", lines[1]);
    }

    [Fact]
    public void A_resumed_run_ends_with_the_same_bytes_as_an_uninterrupted_run()
    {
        using TemporaryFolder folder = new();
        string[] train = ["train", "classifier-rbm", "--data", texts.Data, "--hidden", "5", "--learning-rate", "0.1", "--average-from", "0",
            "--no-figures", "--quiet"];
        Assert.Equal(0, Session.Run([.. train, "--epochs", "4", "--output", folder.At("whole")]).ExitCode);
        Assert.Equal(0, Session.Run([.. train, "--epochs", "4", "--output", folder.At("cut")]).ExitCode);
        foreach (string checkpoint in Directory.GetFiles(folder.At("cut/checkpoints")).Order().Skip(1))
            File.Delete(checkpoint);
        File.Delete(folder.At("cut/model.safetensors"));

        Assert.Equal(0, Session.Run("resume", folder.At("cut"), "--no-figures", "--quiet").ExitCode);

        Assert.Equal(File.ReadAllBytes(folder.At("whole/model.safetensors")), File.ReadAllBytes(folder.At("cut/model.safetensors")));
    }

    [Fact]
    public void Verbs_without_meaning_for_a_classifier_say_so()
    {
        Session session = Session.Run("reconstruct", texts.Run);

        Assert.Equal(2, session.ExitCode);
        Assert.Contains("harmonium classify", session.Error);
    }

    [Fact]
    public void Data_without_labels_and_settings_out_of_range_are_refused()
    {
        using TemporaryFolder folder = new();
        string toy = Toy.Write(folder.At("toy.idx"));

        Session mute = Session.Run("train", "classifier-rbm", "--data", toy),
            odd = Session.Run("train", "classifier-rbm", "--data", texts.Data, "--input-dropout", "1");

        Assert.Equal(1, mute.ExitCode);
        Assert.Contains("no labels", mute.Error);
        Assert.Equal(2, odd.ExitCode);
        Assert.Contains("--input-dropout", odd.Error);
    }

    public sealed class Texts : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Texts()
        {
            for (int i = 0; i < Documents; i++)
            {
                string kind = i % 2 == 0 ? "cat" : "dog";
                Directory.CreateDirectory(_folder.At($"texts/{kind}"));
                File.WriteAllText(_folder.At($"texts/{kind}/{i}.txt"), i % 2 == 0 ? $"the cat purrs and meows w{i}" : $"the dog barks at w{i}");
            }

            Assert.Equal(0, Session.Run("train", "classifier-rbm", "--data", Data, "--hidden", "8", "--epochs", "30", "--batch", "5", "--output", Run,
                "--quiet", "--no-figures").ExitCode);
        }

        public string Data => _folder.At("texts");

        public string Run => _folder.At("run");

        public void Dispose() => _folder.Dispose();
    }
}
