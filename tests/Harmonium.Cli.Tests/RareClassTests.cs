using System.Text.Json;
using Harmonium.Runs;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Tests;

/// <summary>Classifiers of rare classes: what evaluate tells, and what class weights change. 396 examples are common and 4 are rare.</summary>
public sealed class RareClassTests(RareClassTests.RareData data) : IClassFixture<RareClassTests.RareData>
{
    private const int Common = 396;
    private const int Rare = 4;

    /// <summary>Every kind that can classify and takes rows of numbers.</summary>
    public static TheoryData<string> Kinds => ["mlp", "classifier-rbm", "stack"];

    [Fact]
    public void Every_kind_that_classifies_has_class_weights()
    {
        // The label units of a belief network are part of its joint distribution, which has no weights of classes.
        ModelKind[] classifiers = [.. ModelKinds.BuiltIn.With(ModelParts.Classifier).Where(kind => kind.Name != "dbn")];

        Assert.Equal(["stack", "classifier-rbm", "mlp", "lenet"], classifiers.Select(kind => kind.Name));
        Assert.All(classifiers, kind => Assert.Contains(kind.Settings.All, setting => setting.LocalName == "classWeights" && setting.DefaultText == "none"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Evaluate_agrees_with_counts_of_the_predictions(string kind)
    {
        using TemporaryFolder folder = new();
        string run = data.Train(folder, kind);

        JsonElement result = Assert.Single(Session.Run("evaluate", run, "--data", data.Test, "--json").Objects);

        (string Class, string Label)[] rows = [.. Session.Run("classify", run, "--data", data.Test, "--quiet").Out.TrimEnd().Split('\n').Skip(1)
            .Select(line => line.Split(',')).Select(words => (words[^3], words[^1]))];
        string[] names = ["common", "rare"];
        double[] recalls = [.. names.Select(name => (double)rows.Count(row => row.Label == name && row.Class == name) / rows.Count(row => row.Label == name))];
        Assert.Equal((double)rows.Count(row => row.Class != row.Label) / rows.Length, result.GetProperty("error").GetDouble(), 1e-12);
        Assert.Equal(recalls.Average(), result.GetProperty("balancedAccuracy").GetDouble(), 1e-12);
        Assert.Equal("common", result.GetProperty("majorityClass").GetString());
        Assert.Equal(0.5, result.GetProperty("majorityError").GetDouble(), 1e-12);
        JsonElement[] classes = [.. result.GetProperty("classes").EnumerateArray()];
        for (int k = 0; k < names.Length; k++)
        {
            Assert.Equal(names[k], classes[k].GetProperty("name").GetString());
            Assert.Equal(recalls[k], classes[k].GetProperty("recall").GetDouble(), 1e-12);
            for (int predicted = 0; predicted < names.Length; predicted++)
                Assert.Equal(rows.Count(row => row.Label == names[k] && row.Class == names[predicted]),
                    result.GetProperty("confusion")[k][predicted].GetInt32());
        }
    }

    [Fact]
    public void A_classifier_that_ignores_the_rare_class_is_called_no_better_than_the_majority()
    {
        using TemporaryFolder folder = new();
        string run = data.Train(folder, "mlp");

        Session session = Session.Run("evaluate", run);

        Assert.Equal(0, session.ExitCode);
        Assert.Contains("majority error     1.00 %", session.Out);
        Assert.Contains("balanced accuracy  50.00 %", session.Out);
        Assert.Matches("rare +4 +– +0.00 %", session.Out);
        Assert.Matches("Confusion matrix.*\n +common +rare\ncommon +396 +0\nrare +4 +0\n", session.Out);
        Assert.Contains("no better than always answering common", session.Error);
        Assert.Contains("--class-weights balanced", session.Error);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Balanced_class_weights_find_the_rare_class(string kind)
    {
        using TemporaryFolder folder = new();
        string equal = data.Train(folder, kind, "--output", folder.At("equal")),
            balanced = data.Train(folder, kind, "--output", folder.At("balanced"), "--class-weights", "balanced");

        double before = BalancedAccuracy(equal), after = BalancedAccuracy(balanced);

        // On 200 test examples per class the standard error of the balanced accuracy is at most √(2 · 0.25 / 200) / 2 = 0.025.
        Assert.True(after > before + 0.1, $"The balanced accuracy is {before:F3} with equal weights and {after:F3} with balanced ones.");
        Assert.True(after > 0.6, $"The balanced accuracy is {after:F3}.");
    }

    [Fact]
    public void Weights_by_name_equal_balanced_weights_of_the_same_numbers()
    {
        using TemporaryFolder folder = new();
        string balanced = data.Train(folder, "mlp", "--output", folder.At("balanced"), "--class-weights", "balanced"), named = data.Train(folder, "mlp",
            "--output", folder.At("named"), "--class-weights", $"rare={400.0 / (2 * Rare)},common={400.0 / (2 * Common):R}");

        Assert.Equal(Session.Run("evaluate", balanced, "--json").Out, Session.Run("evaluate", named, "--json").Out);
    }

    [Theory]
    [InlineData("classifier-rbm", "equal", "expected none, balanced, or names of classes with weights above 0")]
    [InlineData("mlp", "common=1,rare=0", "expected none, balanced, or names of classes with weights above 0")]
    [InlineData("mlp", "common=1,rair=5", "the classes of the data are common, rare. Use one of these names.")]
    public void Class_weights_that_make_no_sense_are_refused(string kind, string weights, string message)
    {
        Session session = Session.Run("train", kind, "--data", data.Train400, "--class-weights", weights);

        Assert.Equal(2, session.ExitCode);
        Assert.Contains("--class-weights", session.Error);
        Assert.Contains(message, session.Error.ReplaceLineEndings(" "));
    }

    [Fact]
    public void The_generative_objective_refuses_class_weights()
    {
        Session session = Session.Run("train", "classifier-rbm", "--data", data.Train400, "--class-weights", "balanced", "--objective", "generative");

        Assert.Equal(2, session.ExitCode);
        Assert.Contains("Use --objective hybrid", session.Error.ReplaceLineEndings(" "));
    }

    [Fact]
    public void The_confusion_matrix_is_drawn_as_the_ending_says()
    {
        using TemporaryFolder folder = new();
        string run = data.Train(folder, "mlp", "--epochs", "1");

        Assert.Equal(0, Session.Run("evaluate", run, "--figure", folder.At("matrix.svg")).ExitCode);
        Assert.Equal(0, Session.Run("evaluate", run, "--figure", folder.At("matrix.png")).ExitCode);
        Session odd = Session.Run("evaluate", run, "--figure", folder.At("matrix.bmp"));

        Assert.StartsWith("<svg", File.ReadAllText(folder.At("matrix.svg")));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(folder.At("matrix.png"))[..4]);
        Assert.Equal(2, odd.ExitCode);
        Assert.Contains(".png or .svg", odd.Error);
    }

    private double BalancedAccuracy(string run) =>
        Assert.Single(Session.Run("evaluate", run, "--data", data.Test, "--json").Objects).GetProperty("balancedAccuracy").GetDouble();

    /// <summary>Rows of 12 bits: of a common example each is 1 with the probability 0.2, of a rare one with 0.8.</summary>
    public sealed class RareData : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public RareData()
        {
            Train400 = Write("train.csv", Common, Rare, seed: 1);
            Test = Write("test.csv", 200, 200, seed: 2);
        }

        public string Train400 { get; }

        public string Test { get; }

        public void Dispose() => _folder.Dispose();

        internal string Train(TemporaryFolder folder, string kind, params string[] more)
        {
            string[] small = kind switch
            {
                "mlp" => ["--hidden", "8", "--epochs", "6", "--batch", "50", "--learning-rate", "0.01"],
                "stack" => ["--hidden", "8", "--fine-tune", "--stage", "pretraining.epochs=2", "--stage", "fine-tuning.epochs=30", "--batch", "20",
                    "--stage", "fine-tuning.learningRate=0.01"],
                _ => ["--hidden", "8", "--epochs", "30", "--batch", "20", "--learning-rate", "0.1"],
            };
            string[] options = [.. small, "--output", folder.At("run")];
            // A repeated option would be refused.
            for (int i = 0; i < more.Length; i += 2)
            {
                int place = Array.IndexOf(options, more[i]);
                if (place >= 0)
                    options[place + 1] = more[i + 1];
                else
                    options = [.. options, more[i], more[i + 1]];
            }

            if (Directory.Exists(folder.At("run")) && options.Contains(folder.At("run")))
                Directory.Delete(folder.At("run"), recursive: true);
            Session session = Session.Run(["train", kind, "--data", Train400, .. options, "--quiet", "--no-figures"]);
            Assert.True(session.ExitCode == 0, session.Error);
            return options[Array.IndexOf(options, "--output") + 1];
        }

        private string Write(string name, int common, int rare, int seed)
        {
            Random random = new(seed);
            string path = _folder.At(name);
            using StreamWriter file = new(path);
            file.WriteLine(string.Join(',', Enumerable.Range(0, 12).Select(i => $"x{i}")) + ",label");
            for (int row = 0; row < common + rare; row++)
            {
                double share = row < common ? 0.2 : 0.8;
                file.WriteLine(string.Concat(Enumerable.Range(0, 12).Select(_ => random.NextDouble() < share ? "1," : "0,")) +
                    (row < common ? "common" : "rare"));
            }

            return path;
        }
    }
}
