using System.Text.Json;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Storage.Folders;

namespace Harmonium.Cli.Tests;

public sealed class SettingsTests
{
    /// <summary>With the default learning rate of binary units, Gaussian units diverge within the first steps.</summary>
    [Fact]
    public void Gaussian_visible_units_learn_at_a_rate_of_their_own_unless_one_is_given()
    {
        using TemporaryFolder folder = new();
        string[] train = ["train", "rbm", "--examples", "2000", "--epochs", "1", "--hidden", "300", "--visible", "gaussian", "--quiet", "--no-figures"];

        Assert.Equal(0, Session.Run([.. train, "--output", folder.At("default")]).ExitCode);
        Assert.Equal(0, Session.Run([.. train, "--learning-rate", "0.001", "--output", folder.At("given")]).ExitCode);

        Assert.Equal(8.0 / 841, RateOf("default"), 1e-12);
        Assert.Equal(0.001, RateOf("given"));

        double RateOf(string run) =>
            JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.At(run), "run.json"))).RootElement.GetProperty("settings").GetProperty("learningRate")
                .GetDouble();
    }

    [Fact]
    public void Every_setting_has_an_option_that_changes_it()
    {
        using TemporaryFolder folder = new();
        string data = Toy.Write(folder.At("toy.idx"));
        Dictionary<string, string> values = new()
        {
            ["initialWeights"] = ForeignModelTests.WriteTo(folder.At("weights.safetensors"), "W", "v_bias", "h_bias", [64, 5]),
            ["orientation"] = "visible-hidden",
            ["visible"] = "bernoulli",
            ["hiddenUnits"] = "bernoulli",
            ["hidden"] = "5",
            ["method"] = "cd",
            ["k"] = "2",
            ["chains"] = "7",
            ["offsets"] = "enhanced",
            ["offsetRate"] = "0.02",
            ["epochs"] = "1",
            ["batch"] = "50",
            ["learningRate"] = "0.03",
            ["learningRateSchedule"] = "exponential",
            ["finalLearningRate"] = "0.001",
            ["learningRateHold"] = "0.5",
            ["learningRateHalfLife"] = "3",
            ["optimizer"] = "nesterov",
            ["momentum"] = "0.5",
            ["initialMomentum"] = "0.25",
            ["momentumEpoch"] = "2",
            ["l1"] = "0.0001",
            ["l2"] = "0.0002",
            ["maximumNorm"] = "3",
            ["sparsityTarget"] = "0.1",
            ["sparsityCost"] = "0.2",
            ["sparsityDecay"] = "0.9",
            ["sparsityKind"] = "kullback-leibler",
            ["averageFrom"] = "0.5",
            ["weightScale"] = "0.02",
            ["binarize"] = "threshold",
            ["validation"] = "20",
            ["patience"] = "4",
            ["stopOn"] = "freeEnergyGap",
            ["checkpointEvery"] = "2",
            ["checkpointSteps"] = "3",
            ["examples"] = "100",
            ["labels"] = "none",
            ["header"] = "no",
            ["imageSize"] = "8x8",
            ["shape"] = "8x8",
            ["scale"] = "0.0039",
            ["vocabulary"] = "70",
            ["trials"] = "9",
            ["categories"] = "2",
            ["variance"] = "fixed",
            ["hiddenBias"] = "-0.5",
            ["temperatures"] = "4",
            ["fastLearningRate"] = "0.01",
            ["leastEffectiveShare"] = "0.001",
            ["seed"] = "12",
        };
        // "centered" is a short form of "offsets" and is not stored in the effective settings.
        Assert.Equal(ModelKinds.BuiltIn.Get<RbmKind>().Settings.All.Select(setting => setting.Name).Except(["centered"]).Order(), values.Keys.Order());
        List<string> args = ["train", "rbm", "--data", data, "--output", folder.At("run"), "--quiet", "--no-figures"];
        foreach ((string name, string value) in values)
            args.AddRange([Parsing.SettingName.AsOption(name), value]);
        Session session = Session.Run(args);
        Assert.Equal("", session.Error);
        JsonElement kept = new RunView(folder.At("run")).ReadRecord().Settings;
        Assert.Equal(values.Keys.Order(), kept.EnumerateObject().Select(property => property.Name).Order());
        Assert.All(kept.EnumerateObject(), property => Assert.Equal(values[property.Name], property.Value.ToString()));
    }

    [Fact]
    public void A_file_of_settings_gives_the_same_model_and_the_command_line_wins_over_it()
    {
        using TemporaryFolder folder = new();
        string data = Toy.Write(folder.At("toy.idx"));
        Assert.Equal(0, Session.Run("train", "rbm", "--data", data, "--hidden", "5", "--epochs", "2", "--centred=false", "--output", folder.At("one"),
            "--quiet").ExitCode);
        RunRecord one = new RunView(folder.At("one")).ReadRecord();
        File.WriteAllText(folder.At("settings.json"), one.Settings.GetRawText());
        Assert.Equal(0, Session.Run("train", "rbm", "--data", data, "--config", folder.At("settings.json"), "--output", folder.At("two"), "--quiet").ExitCode);
        Assert.Equal(one.ModelSha256, new RunView(folder.At("two")).ReadRecord().ModelSha256);
        Assert.Equal(0, Session.Run("train", "rbm", "--data", data, "--config", folder.At("settings.json"), "--hidden", "6", "--output", folder.At("three"),
            "--quiet").ExitCode);
        JsonElement three = new RunView(folder.At("three")).ReadRecord().Settings;
        Assert.Equal((6, 2, "none"), (three.GetProperty("hidden").GetInt32(), three.GetProperty("epochs").GetInt32(),
            three.GetProperty("offsets").GetString()));
    }

    [Fact]
    public void Any_command_takes_its_options_from_a_file()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("options.json"), """{"json": true}""");
        Assert.Single(Session.Run("data", "list", "--config", folder.At("options.json")).Objects);
    }
}
