using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Harmonium.Cli.Tests;

/// <summary>Deep belief networks from training to use, on rows of two classes.</summary>
public sealed class DbnTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DbnTests()
    {
        StringBuilder rows = new("a,b,c,d,e,f,class\n");
        for (int i = 0; i < 80; i++)
        {
            string left = i % 2 == 0 ? "1,1,1" : "0,0,0", right = i % 2 == 0 ? "0,0,0" : "1,1,1";
            rows.Append(CultureInfo.InvariantCulture, $"{left},{right},{(i % 2 == 0 ? "left" : "right")}\n");
        }

        File.WriteAllText(_folder.At("sides.csv"), rows.ToString());
    }

    private string Run => _folder.At("run");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_with_labels_is_evaluated_sampled_by_class_and_classifies()
    {
        Train();
        JsonElement evaluated = Assert.Single(Session.Run("evaluate", Run, "--json", "--quiet").Objects);
        double bound = evaluated.GetProperty("variationalBound").GetDouble();
        Assert.InRange(bound, -6 * Math.Log(2), evaluated.GetProperty("testLogLikelihood").GetProperty("exact").GetDouble());
        Assert.False(evaluated.GetProperty("isLowerBound").GetBoolean());
        Assert.Equal("exact expectation over all states of the hidden layers", evaluated.GetProperty("boundMethod").GetString());
        Assert.Equal(0, evaluated.GetProperty("error").GetDouble());
        string words = Session.Run("evaluate", Run, "--quiet").Out;
        Assert.Matches("log-likelihood +-[0-9.]+ nats per example, exact", words);
        Assert.Matches("variational bound +at least -[0-9.]+ nats per example, exact expectation over all states", words);
        Assert.Matches("error rate +0.00", words);

        foreach ((string label, string expected) in ((string, string)[])[("left", "1,1,1,0,0,0"), ("right", "0,0,0,1,1,1")])
        {
            Session sampled = Session.Run("sample", Run, "--label", label, "--count", "200", "--sweeps", "50", "--quiet", "--output", _folder.At("s.csv"));
            Assert.Equal((0, ""), (sampled.ExitCode, sampled.Error));
            Assert.True(File.ReadAllLines(_folder.At("s.csv")).Count(line => line == expected) > 110, label);
        }

        JsonElement[] classes = [.. Assert.Single(Session.Run("classify", Run, "--json", "--quiet").Objects).GetProperty("classes").EnumerateArray()];
        Assert.All(classes, each => Assert.Equal(each.GetProperty("label").GetString(), each.GetProperty("class").GetString()));
        Assert.Matches("parts +layer1 directed, top classifier-rbm", Session.Run("inspect", Run).Out);
    }

    [Fact]
    public void A_bound_with_draws_names_its_method()
    {
        Train("--hidden", "12,4");
        JsonElement evaluated = Assert.Single(Session.Run("evaluate", Run, "--json", "--quiet").Objects);
        Assert.True(evaluated.GetProperty("isLowerBound").GetBoolean());
        Assert.Equal("20 draws of the hidden layers per example", evaluated.GetProperty("boundMethod").GetString());
        Assert.Matches("log-likelihood +at least -[0-9.]+ nats per example, by importance sampling of the hidden layers", Session.Run("evaluate", Run).Out);
    }

    [Fact]
    public void A_class_that_is_not_known_or_cannot_be_sampled_is_refused_in_words()
    {
        Train();
        Refused("--label is “up”; the classes of the model are left, right", "sample", Run, "--label", "up");
        Refused("--label cannot be combined with --start data", "sample", Run, "--label", "left", "--start", "data");
        Train("--label-units", "false");
        Refused("--label needs a model with label units", "sample", Run, "--label", "left");
        Assert.Contains("harmonium train dbn --help", Session.Run("classify", Run).Error);
    }

    [Fact]
    public void Runs_that_differ_in_a_setting_of_fine_tuning_are_compared_and_resumed()
    {
        Train();
        string other = _folder.At("other");
        Assert.Equal(0, Session.Run([.. Options, "--stage", "fine-tuning.sweeps=2", "--output", other]).ExitCode);
        Assert.Matches("fineTuning.sweeps +1,3 +2\n", Session.Run("compare", Run, other).Out);
        Session resumed = Session.Run("resume", Run, "--epochs", "25", "--no-figures", "--json");
        Assert.Equal((0, 25), (resumed.ExitCode, resumed.Objects[^1].GetProperty("epochs").GetInt32()));
        Refused("--stage fine-tuning.sweeps needs --fine-tune", "train", "dbn", "--data", _folder.At("sides.csv"), "--sweeps", "2");
    }

    private string[] Options =>
    [
        "train", "dbn", "--data", _folder.At("sides.csv"), "--hidden", "6,4", "--fine-tune", "--no-figures", "--quiet",
        "--stage", "pretraining.epochs=60", "--stage", "pretraining.batch=10", "--stage", "pretraining.learning-rate=0.3",
        "--stage", "fine-tuning.epochs=20", "--stage", "fine-tuning.batch=10", "--stage", "fine-tuning.sweeps=1,3",
    ];

    private void Train(params string[] options)
    {
        if (Directory.Exists(Run))
            Directory.Delete(Run, recursive: true);
        string[] basis = options.Contains("--hidden") ? [.. Options.Where(word => word is not ("--hidden" or "6,4"))] : Options;
        Session session = Session.Run([.. basis, .. options, "--output", Run]);
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
    }

    private static void Refused(string words, params string[] command)
    {
        Session session = Session.Run(command);
        Assert.Equal(2, session.ExitCode);
        Assert.Contains(words, session.Error);
    }
}
