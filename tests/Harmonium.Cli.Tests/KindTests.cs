using System.Text.Json;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Runs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Folders;
using Harmonium.Tests.Runs;

namespace Harmonium.Cli.Tests;

/// <summary>The commands for every registered kind, and for a kind that a user adds.</summary>
public sealed class KindTests(TrainedRuns runs) : IClassFixture<TrainedRuns>
{
    private static readonly ModelKinds _kinds = new([.. ModelKinds.BuiltIn.All, new ToyKind()]);
    private static readonly string[] _short = ["--stage", "pretraining.epochs=2", "--stage", "training.epochs=2", "--stage", "pretraining.batch=50", "--stage",
        "training.batch=50"];

    public static TheoryData<string> EveryKind => [.. _kinds.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(EveryKind))]
    public void Help_of_a_kind_shows_examples_first_and_every_setting(string name)
    {
        ModelKind kind = _kinds.Find(name)!;
        Session session = Session.RunWith(_kinds, "train", name, "--help");
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        Assert.InRange(session.Out.IndexOf($"Examples\n  {kind.Examples[0].Line}\n", StringComparison.Ordinal), 1,
            session.Out.IndexOf("\nUsage\n", StringComparison.Ordinal));
        string[] lines = [.. session.Out.Split('\n').Select(line => line.Trim())];
        foreach (Setting setting in kind.Settings.All)
        {
            string shown = setting.Stage.Length > 0 ? SettingName.AsWord(setting.Name) : SettingName.AsOption(setting.Name);
            Assert.Contains(lines, line => line == shown || line.StartsWith($"{shown} ", StringComparison.Ordinal));
            foreach (string alias in setting.Aliases.Where(_ => setting.Stage.Length == 0))
                Assert.DoesNotContain($"{SettingName.AsOption(alias)} ", session.Out);
        }
    }

    [Fact]
    public void The_list_of_kinds_and_the_help_of_train_name_every_kind()
    {
        string list = Session.RunWith(_kinds, "train", "--list").Out, help = Session.RunWith(_kinds, "train", "--help").Out;
        Assert.Equal(_kinds.All.Select(kind => kind.Name), list.TrimEnd().Split('\n').Where(line => line[0] != ' ').Select(line => line.Split(' ')[0]));
        string words = string.Join(' ', list.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(_kinds.All, kind => Assert.Contains($"{kind.Name} {kind.Summary}", words));
        Assert.All(_kinds.All, kind => Assert.Contains($"  {kind.Name} ", help));
    }

    [Fact]
    public void A_kind_that_was_added_trains_resumes_and_is_inspected_and_compared_without_further_code()
    {
        using TemporaryFolder folder = new();
        string one = folder.At("one"), two = folder.At("two");
        Session trained = Train(one), other = Train(two, "--hidden", "7");
        Assert.Equal((0, 0), (trained.ExitCode, other.ExitCode));
        Assert.Equal(["begun", "stage", "epoch", "epoch", "stage", "epoch", "epoch", "done"],
            trained.Objects.Select(each => each.GetProperty("event").GetString()));
        Assert.Equal(["pretraining", "training"], trained.Objects[0].GetProperty("stages").EnumerateArray().Select(stage => stage.GetString()));
        Assert.Equal(["event", "run", "model", "epochs", "steps", "seconds", "sha256"],
            trained.Objects[^1].EnumerateObject().Take(7).Select(property => property.Name));
        Assert.StartsWith("step,epoch,seconds,stage,learningRate,reconstructionError", File.ReadAllText(Path.Combine(one, "metrics.csv")));

        string inspected = Session.RunWith(_kinds, "inspect", one).Out;
        Assert.Matches("kind +toy\n", inspected);
        Assert.Contains("--stage pretraining.epochs=2", inspected);
        JsonElement json = Assert.Single(Session.RunWith(_kinds, "inspect", one, "--json").Objects);
        Assert.Equal("training", json.GetProperty("run").GetProperty("stage").GetString());
        Assert.Equal(2, json.GetProperty("run").GetProperty("settings").GetProperty("pretraining").GetProperty("epochs").GetInt32());

        string compared = Session.RunWith(_kinds, "compare", one, two).Out;
        Assert.Matches("hidden +6 +7\n", compared);
        Assert.Contains("last stage", compared);
        JsonElement differing = Assert.Single(Session.RunWith(_kinds, "compare", one, two, "--json").Objects);
        Assert.Equal(["hidden"], differing.GetProperty("settings").EnumerateObject().Select(property => property.Name));

        Session longer = Session.RunWith(_kinds, "resume", one, "--epochs", "4", "--no-figures", "--json");
        Assert.Equal((0, 4), (longer.ExitCode, longer.Objects[^1].GetProperty("epochs").GetInt32()));
        Session evaluated = Session.RunWith(_kinds, "evaluate", one, "--json", "--quiet");
        Assert.Equal((0, ""), (evaluated.ExitCode, evaluated.Error));
        Assert.Equal("", Session.RunWith(_kinds, "sample", one, "--count", "2", "--sweeps", "2", "--quiet", "--output", folder.At("s.npy")).Error);
    }

    [Fact]
    public void A_kind_that_was_added_is_resumed_from_an_interruption_to_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        string whole = Train(folder.At("whole")).Objects[^1].GetProperty("sha256").GetString()!;
        Session interrupted = Session.RunInterruptedWith(_kinds, Impatient,
            ["train", "toy", "--data", runs.Data, .. _short, "--no-figures", "--json", "--output", folder.At("run")]);
        Assert.Equal(130, interrupted.ExitCode);
        Assert.Contains("harmonium resume", interrupted.Error);
        Assert.Equal(whole, Session.RunWith(_kinds, "resume", folder.At("run"), "--no-figures", "--json").Objects[^1].GetProperty("sha256").GetString());
    }

    [Fact]
    public void Settings_of_stages_come_from_options_and_files_and_the_command_line_wins()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("settings.json"), """{"hidden":5,"pretraining":{"epochs":1,"rate":0.2,"batch":40},"training":{"epochs":1}}""");
        Session session = Session.RunWith(_kinds,
            "train", "toy", "--data", runs.Data, "--config", folder.At("settings.json"), "--stage", "pretraining.epochs=2", "--no-figures", "--quiet",
                "--output", folder.At("run"));
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        JsonElement settings = new RunView(folder.At("run")).ReadRecord().Settings, pretraining = settings.GetProperty("pretraining");
        Assert.Equal(5, settings.GetProperty("hidden").GetInt32());
        Assert.Equal((2, 40, 0.2),
            (pretraining.GetProperty("epochs").GetInt32(), pretraining.GetProperty("batch").GetInt32(), pretraining.GetProperty("learningRate").GetDouble()));
        Assert.Equal(1, settings.GetProperty("training").GetProperty("epochs").GetInt32());
        Assert.False(settings.GetProperty("training").TryGetProperty("batch", out _));
        File.WriteAllText(folder.At("again.json"), settings.GetRawText());
        Assert.Equal(0,
            Session.RunWith(_kinds, "train", "toy", "--data", runs.Data, "--config", folder.At("again.json"), "--no-figures", "--quiet", "--output",
                folder.At("again")).ExitCode);
        Assert.Equal(new RunView(folder.At("run")).ReadRecord().ModelSha256, new RunView(folder.At("again")).ReadRecord().ModelSha256);
    }

    [Theory]
    [InlineData("pretraining.epoch=1", "Did you mean pretraining.epochs?")]
    [InlineData("pretraining.epochs=-1", "--stage pretraining.epochs")]
    [InlineData("pretraining.epochs", "expected stage.setting=value")]
    [InlineData("pretraining.learningRate=0", "above 0")]
    public void A_setting_of_a_stage_that_makes_no_sense_is_refused_in_words(string word, string reason)
    {
        Session session = Session.RunWith(_kinds, "train", "toy", "--data", runs.Data, "--stage", word);
        Assert.Equal(2, session.ExitCode);
        Assert.Contains(reason, session.Error);
    }

    [Fact]
    public void Former_spellings_are_understood_and_not_shown()
    {
        using TemporaryFolder folder = new();
        Session session = Session.Run(
            "train", "rbm", "--data", runs.Data, "--hidden", "3", "--epochs", "1", "--optimiser", "nesterov", "--binarise", "threshold",
                "--learning-rate-decay", "exponential", "--no-figures", "--quiet",
            "--output", folder.At("run"));
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        JsonElement settings = new RunView(folder.At("run")).ReadRecord().Settings;
        Assert.Equal(("nesterov", "threshold", "exponential"), (Word("optimizer"), Word("binarize"), Word("learningRateSchedule")));
        session = Session.Run("train", "mlp", "--data", "letters", "--examples", "100", "--hidden", "3", "--epochs", "1", "--learning-rate-course", "step",
            "--no-figures", "--quiet", "--output", folder.At("mlp"));
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        settings = new RunView(folder.At("mlp")).ReadRecord().Settings;
        Assert.Equal("step", Word("learningRateSchedule"));
        Assert.All(["--optimiser", "--binarise", "--learning-rate-decay", "--learning-rate-course"], old =>
            Assert.DoesNotContain(old, Session.Run("train", "rbm", "--help").Out));

        string? Word(string name) => settings.GetProperty(name).GetString();
    }

    [Fact]
    public void An_rbm_with_a_schema_is_the_rbm_of_a_table()
    {
        using TemporaryFolder folder = new();
        string people = Golden(folder, "people.csv");
        Session session = Session.Run("train", "rbm", "--data", people, "--schema", "auto", "--hidden", "3", "--epochs", "1", "--no-figures", "--quiet",
            "--output", folder.At("run"));
        Assert.Equal(0, session.ExitCode);
        Assert.Equal("table-rbm", new RunView(folder.At("run")).ReadRecord().Machine.GetProperty("kind").GetString());
        Assert.Equal(0, Session.Run("complete", folder.At("run"), "--output", folder.At("completed.csv"), "--quiet").ExitCode);
        Assert.DoesNotContain(",,", File.ReadAllText(folder.At("completed.csv")));
        Assert.Equal(0, Session.Run("resume", folder.At("run"), "--epochs", "2", "--no-figures", "--quiet").ExitCode);
    }

    [Fact]
    public void A_stack_of_rectified_units_of_any_width_trains()
    {
        using TemporaryFolder folder = new();
        Session session = Session.Run("train", "stack", "--data", runs.Data, "--hidden", "10,5", "--hidden-units", "relu", "--epochs", "1",
            "--no-figures", "--quiet",
            "--output", folder.At("run"));
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
    }

    [Fact]
    public void A_stage_that_diverged_goes_on_with_another_learning_rate()
    {
        using TemporaryFolder folder = new();
        string run = folder.At("run");
        Session diverged = Session.Run("train", "stack", "--data", "letters", "--examples", "100", "--hidden", "8,6", "--fine-tune", "--no-figures", "--quiet",
            "--stage", "pretraining.learning-rate=1e6", "--stage", "pretraining.epochs=2", "--stage", "fineTuning.epochs=1", "--output", run);
        Assert.Equal(3, diverged.ExitCode);
        Assert.Matches("of the stage pretraining-1. .* with --learning-rate 1E.05;", diverged.Error);
        Session resumed = Session.Run("resume", run, "--learning-rate", "0.05", "--no-figures", "--quiet");
        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        JsonElement settings = new RunView(run).ReadRecord().Settings;
        Assert.Equal(0.05, settings.GetProperty("pretraining").GetProperty("learningRate").GetDouble());
        Assert.NotEqual(0.05, settings.GetProperty("fineTuning").GetProperty("learningRate").GetDouble());
    }

    [Theory]
    [InlineData("--hidden cannot be combined with --from", "--from", "any", "--hidden", "5")]
    [InlineData("nothing to train. Add --fine-tune.", "--from", "any")]
    [InlineData("--stage pretraining.epochs cannot be combined with --from", "--from", "any", "--fine-tune", "--stage", "pretraining.epochs=3")]
    [InlineData("--stage fine-tuning.dropout needs --fine-tune", "--dropout", "0.5")]
    [InlineData("--stage fine-tuning.epochs", "--stage", "fine-tuning.epochs=3", "--stage", "pretraining.epochs=2")]
    [InlineData("--stage pretraining.optimizer: cg and lbfgs use line searches", "--optimizer", "cg")]
    [InlineData("--stage pretraining.offsets: Replicated softmax units", "--visible", "multinomial", "--offsets", "centred")]
    [InlineData("Use the plain gradient: --stage pretraining.offsets=none.", "--visible", "multinomial", "--offsets", "centred")]
    [InlineData("expected one of bernoulli, spin, gaussian, truncated-gaussian, truncated-exponential", "--hidden-units", "poisson")]
    [InlineData("--visible is “categorical”; expected one of", "--visible", "categorical")]
    [InlineData("train without --fine-tune", "--hidden-units", "continuous", "--fine-tune")]
    public void Settings_of_a_stack_that_would_be_ignored_or_cannot_work_are_refused_in_words(string words, params string[] options)
    {
        Session session = Session.Run(["train", "stack", "--data", runs.Data, .. options]);
        Assert.Equal(2, session.ExitCode);
        Assert.Contains(words, session.Error);
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("classifier-rbm")]
    [InlineData("stack", "--fine-tune")]
    public void Labels_of_fewer_examples_than_classes_are_refused(string kind, params string[] options)
    {
        Session session = Session.Run(["train", kind, "--data", "letters", "--examples", "100", "--labeled", "5", "--hidden", "4", .. options]);
        Assert.Equal(2, session.ExitCode);
        Assert.Contains("--labeled is 5, but letters has 26 classes", session.Error);
    }

    [Theory]
    [InlineData("spin")]
    [InlineData("gaussian")]
    [InlineData("continuous")]
    public void A_stack_of_every_kind_of_hidden_units_trains(string units)
    {
        using TemporaryFolder folder = new();
        Session session = Session.Run("train", "stack", "--data", runs.Data, "--hidden", "6,5", "--hidden-units", units, "--epochs", "1", "--no-figures",
            "--quiet", "--learning-rate", "0.001", "--output", folder.At("run"));
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
    }

    [Fact]
    public void A_stack_with_and_without_a_classifier_says_what_it_cannot_do()
    {
        using TemporaryFolder folder = new();
        string stack = folder.At("stack"), classifier = folder.At("classifier");
        string[] data = ["--data", "letters", "--examples", "100", "--epochs", "1", "--no-figures", "--quiet", "--output"];
        Assert.Equal(0, Session.Run(["train", "stack", "--hidden", "8,6", .. data, stack]).ExitCode);
        Assert.Equal(0, Session.Run(["train", "stack", "--from", stack, "--fine-tune", .. data, classifier]).ExitCode);
        Assert.Contains("set --from to its run folder or model file, and --fine-tune. See: harmonium train stack --help", Session.Run("evaluate", stack).Error);
        Assert.Contains("Use an RBM, or a stack without a classifier", Session.Run("reconstruct", classifier).Error);
        Session altered = Session.Run("inspect", stack);
        Assert.DoesNotContain("the run wrote", altered.Out);
        File.Copy(Path.Combine(classifier, "model.safetensors"), Path.Combine(stack, "model.safetensors"), overwrite: true);
        altered = Session.Run("inspect", stack);
        Assert.Contains("; the run wrote ", altered.Out);
        Assert.True(Session.Run("inspect", stack, "--json").Objects[^1].GetProperty("run").GetProperty("altered").GetBoolean());
    }

    [Theory]
    [InlineData("--hidden is empty", "--hidden", "")]
    [InlineData("“10,,5”", "--hidden", "10,,5")]
    [InlineData("Did you mean --stage pretraining.epochs or --stage fine-tuning.epochs?", "--stage", "epochs=3")]
    [InlineData("expected a stack", "--from", "«a»")]
    public void What_a_stack_cannot_use_is_refused_in_words(string words, string option, string value)
    {
        Session session = Session.Run("train", "stack", "--data", runs.Data, "--fine-tune", option, value == "«a»" ? runs.A : value);
        Assert.Equal(2, session.ExitCode);
        Assert.Contains(words, session.Error);
    }

    [Fact]
    public void A_hopfield_network_is_killed_resumed_compared_and_inspected()
    {
        using TemporaryFolder folder = new();
        string[] train = ["train", "hopfield", "--data", runs.Data, "--patterns", "5", "--no-figures", "--json", "--output"];
        string whole = Session.Run([.. train, folder.At("whole")]).Objects[^1].GetProperty("sha256").GetString()!;
        Assert.Equal(130, Session.RunInterrupted(Impatient, [.. train, folder.At("interrupted")]).ExitCode);
        Assert.Equal(whole, Session.Run("resume", folder.At("interrupted"), "--json").Objects[^1].GetProperty("sha256").GetString());

        // Killed between the last checkpoint and the model.
        Assert.Equal(0, Session.Run([.. train, folder.At("killed")]).ExitCode);
        File.Delete(folder.At("killed/model.safetensors"));
        Session withoutModel = Session.Run("recall", folder.At("killed"));
        Assert.Equal(1, withoutModel.ExitCode);
        Assert.Contains("harmonium resume", withoutModel.Error);
        Assert.Equal(whole, Session.Run("resume", folder.At("killed"), "--json").Objects[^1].GetProperty("sha256").GetString());

        Assert.Matches("patterns +5 +7\n", Session.Run("compare", folder.At("whole"), Other()).Out);
        Assert.Contains("hopfield", Session.Run("inspect", folder.At("killed")).Out);
        Assert.Equal(2, Session.Run("resume", folder.At("killed"), "--learning-rate", "0.1").ExitCode);

        string Other()
        {
            Assert.Equal(0,
                Session.Run("train", "hopfield", "--data", runs.Data, "--patterns", "7", "--no-figures", "--quiet", "--output", folder.At("other")).ExitCode);
            return folder.At("other");
        }
    }

    [Fact]
    public void A_finished_run_of_version_1_is_inspected_and_evaluated_but_not_resumed()
    {
        using TemporaryFolder folder = new();
        string bits = Golden(folder, "bits.csv"), run = GoldenRun(folder, "done");
        Session inspected = Session.Run("inspect", run, "--data", bits);
        Assert.Equal((0, ""), (inspected.ExitCode, inspected.Error));
        Assert.Contains("visible bernoulli 16, hidden bernoulli 3", inspected.Out);
        JsonElement evaluated = Assert.Single(Session.Run("evaluate", run, "--data", bits, "--json").Objects);
        Assert.Equal(-9.497851593102617, evaluated.GetProperty("testLogLikelihood").GetProperty("exact").GetDouble(), 1e-5);
        Assert.Equal(0, Session.Run("compare", run, GoldenRun(folder, "running")).ExitCode);
        Refused(run);
    }

    [Fact]
    public void A_run_of_version_1_that_was_not_finished_is_inspected_and_not_resumed()
    {
        using TemporaryFolder folder = new();
        string run = GoldenRun(folder, "running");
        Assert.Matches("state +killed", Session.Run("inspect", run).Out);
        Refused(run);
    }

    private static void Refused(string run)
    {
        Session resumed = Session.Run("resume", run);
        Assert.Equal(1, resumed.ExitCode);
        Assert.Contains("was created by version 0.1.0 of the program, which writes another checkpoint format", resumed.Error);
        Assert.DoesNotContain("   at ", resumed.Error);
    }

    private static Interruption Impatient()
    {
        Interruption interruption = new();
        interruption.Interrupt();
        return interruption;
    }

    private static string Golden(TemporaryFolder folder, string name)
    {
        string path = folder.At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream from = typeof(KindTests).Assembly.GetManifestResourceStream($"version-1/{name}")!;
        using FileStream to = File.Create(path);
        from.CopyTo(to);
        return path;
    }

    private static string GoldenRun(TemporaryFolder folder, string name)
    {
        foreach (string resource in typeof(KindTests).Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith($"version-1/{name}/", StringComparison.Ordinal)))
            Golden(folder, resource["version-1/".Length..]);
        return folder.At(name);
    }

    private Session Train(string output, params string[] more) =>
        Session.RunWith(_kinds, ["train", "toy", "--data", runs.Data, .. _short, .. more, "--no-figures", "--json", "--output", output]);
}
