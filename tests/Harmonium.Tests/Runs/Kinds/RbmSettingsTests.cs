using System.Text.Json;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Penalties;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Tests.Runs.Kinds;

public sealed class RbmSettingsTests
{
    private static RbmKind Kind => ModelKinds.BuiltIn.Get<RbmKind>();

    [Fact]
    public void Settings_survive_json()
    {
        RbmSettings settings = new()
        {
            Hidden = 7,
            Binarize = Binarization.Threshold,
            Seed = ulong.MaxValue,
            Energy = new() { Method = "cd", Offsets = OffsetKind.Enhanced, SparsityTarget = 0.1, SparsityKind = SparsityKind.KullbackLeibler },
            Optimizer = new() { LearningRateSchedule = LearningRateSchedule.InverseTime },
            Schedule = new() { Patience = 3 },
            Data = new() { ImageSize = "8x9" },
        };
        JsonElement json = Kind.Settings.Write(settings);
        Assert.Equal(settings, Kind.Settings.Read(json));
        Assert.Equal("inverse-time", json.GetProperty("learningRateSchedule").GetString());
        Assert.Equal("8x9", json.GetProperty("imageSize").GetString());
    }

    [Fact]
    public void What_a_file_does_not_name_has_its_default() =>
        Assert.Equal(new RbmSettings { Schedule = new() { Epochs = 3 } }, Kind.Settings.Read(JsonElement.Parse("""{"epochs":3}""")));

    [Theory]
    [InlineData("""{"epoch":3}""", "epoch")]
    [InlineData("""{"epochs":"three"}""", "epochs")]
    [InlineData("""{"binarize":"sometimes"}""", "binarize")]
    [InlineData("""{"binarise":1}""", "binarize")]
    [InlineData("[]", "object")]
    public void A_file_that_says_something_else_is_refused_by_name(string json, string word) =>
        Assert.Contains(word, Refusal(() => Kind.Settings.Read(JsonElement.Parse(json))));

    public static TheoryData<string, RbmSettings> EveryNonsense => new()
    {
        { "hidden", new() { Hidden = 0 } },
        { "k", new() { Energy = new() { K = 0 } } },
        { "chains", new() { Energy = new() { Chains = 0 } } },
        { "epochs", new() { Schedule = new() { Epochs = -1 } } },
        { "batch", new() { Schedule = new() { Batch = 0 } } },
        { "method", new() { Energy = new() { Method = "pdc" } } },
        { "visible", new() { Visible = "gausian" } },
        { "hiddenUnits", new() { HiddenUnits = "" } },
        { "learningRate", new() { Optimizer = new() { LearningRate = double.NaN } } },
        { "learningRate", new() { Optimizer = new() { LearningRate = 0 } } },
        { "finalLearningRate", new() { Optimizer = new() { FinalLearningRate = -1 } } },
        { "learningRateHold", new() { Optimizer = new() { LearningRateHold = 1 } } },
        { "learningRateHalfLife", new() { Optimizer = new() { LearningRateHalfLife = 0 } } },
        { "momentum", new() { Optimizer = new() { Momentum = 1 } } },
        { "initialMomentum", new() { Optimizer = new() { InitialMomentum = -0.1 } } },
        { "momentumEpoch", new() { Optimizer = new() { MomentumEpoch = -1 } } },
        { "l1", new() { Optimizer = new() { L1 = -1 } } },
        { "l2", new() { Optimizer = new() { L2 = double.PositiveInfinity } } },
        { "maximumNorm", new() { Optimizer = new() { MaximumNorm = 0 } } },
        { "sparsityTarget", new() { Energy = new() { SparsityTarget = 1 } } },
        { "sparsityCost", new() { Energy = new() { SparsityCost = -1 } } },
        { "sparsityDecay", new() { Energy = new() { SparsityDecay = 1 } } },
        { "averageFrom", new() { Optimizer = new() { AverageFrom = 1 } } },
        { "weightScale", new() { Energy = new() { WeightScale = -1 } } },
        { "offsetRate", new() { Energy = new() { OffsetRate = 1.1 } } },
        { "validation", new() { Data = new() { Validation = -0.1 } } },
        { "patience", new() { Schedule = new() { Patience = 0 } } },
        { "stopOn", new() { StopOn = "likelihood" } },
        { "checkpointEvery", new() { Schedule = new() { CheckpointEvery = 0 } } },
        { "checkpointSteps", new() { Schedule = new() { CheckpointSteps = 0 } } },
        { "examples", new() { Data = new() { Examples = 0 } } },
        { "scale", new() { Data = new() { Scale = 0 } } },
        { "imageSize", new() { Data = new() { ImageSize = "28" } } },
        { "shape", new() { Data = new() { Shape = "x" } } },
    };

    [Theory]
    [MemberData(nameof(EveryNonsense))]
    public void Nonsense_is_refused_by_the_name_of_its_setting(string setting, RbmSettings settings) =>
        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => Kind.Effective(settings)).Setting);

    [Fact]
    public void A_misspelt_method_gets_a_did_you_mean() =>
        Assert.Contains("Did you mean pcd?", Refusal(() => Kind.Effective(new RbmSettings { Energy = new() { Method = "ppcd" } })));

    [Theory]
    [InlineData("method")]
    [InlineData("patience")]
    [InlineData("examples")]
    [InlineData("stopOn")]
    public void Settings_that_do_not_go_with_the_data_are_refused_by_name(string setting)
    {
        DataSplits parts = BarsData.Parts();
        RbmSettings valid = new() { Hidden = 4, Schedule = new() { Epochs = 1 } };
        (RbmSettings settings, DataSplits data) = setting switch
        {
            "method" => (valid with { Energy = new() { Method = "exact" }, Hidden = 100 }, parts),
            "patience" => (valid with { Schedule = new() { Patience = 2 } }, parts with { Validation = null }),
            "examples" => (valid with { Data = new() { Examples = 91 } }, parts),
            _ => (valid with { Schedule = new() { Patience = 2 }, Binarize = Binarization.None }, parts),
        };
        RbmSettings effective = (RbmSettings)Kind.Effective(settings);
        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => Kind.Prepare(effective, effective.Data.Limited(data, 1), Device.Default)).Setting);
    }

    /// <summary>Returns the message for the user: the setting and the error.</summary>
    private static string Refusal(Action action)
    {
        ConfigurationException refused = Assert.Throws<ConfigurationException>(action);
        return $"{refused.Setting}: {refused.Message}";
    }
}
