using System.Text.Json;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Penalties;
using Harmonium.Numerics;

namespace Harmonium.Tests.Storage.Training;

public sealed class RbmTrainingSettingsTests
{
    [Fact]
    public void Settings_survive_json()
    {
        RbmTrainingSettings settings = new()
        {
            Hidden = 7,
            Method = "cd",
            Offsets = OffsetKind.Enhanced,
            LearningRateDecay = LearningRateDecay.InverseTime,
            SparsityTarget = 0.1,
            SparsityKind = SparsityKind.KullbackLeibler,
            Binarise = Binarisation.Threshold,
            Patience = 3,
            Seed = ulong.MaxValue,
            ImageSize = "8x9",
        };
        Assert.Equal(settings, RbmTrainingSettings.FromJson(settings.ToJson()));
        Assert.Equal("inverse-time", settings.ToJson().GetProperty("learningRateDecay").GetString());
        Assert.Equal(new ImageSize(8, 9), settings.DataOptions.Size);
    }

    [Fact]
    public void What_a_file_does_not_name_has_its_default() =>
        Assert.Equal(new RbmTrainingSettings { Epochs = 3 }, RbmTrainingSettings.FromJson(JsonElement.Parse("""{"epochs":3}""")));

    [Theory]
    [InlineData("""{"epoch":3}""", "epoch")]
    [InlineData("""{"epochs":"three"}""", "epochs")]
    [InlineData("""{"binarise":"sometimes"}""", "binarise")]
    [InlineData("""{"binarise":1}""", "binarise")]
    [InlineData("[]", "object")]
    public void A_file_that_says_something_else_is_refused_by_name(string json, string word) =>
        Assert.Contains(word, Assert.Throws<ConfigurationException>(() => RbmTrainingSettings.FromJson(JsonElement.Parse(json))).Message);

    public static TheoryData<string, RbmTrainingSettings> EveryNonsense => new()
    {
        { "hidden", new() { Hidden = 0 } },
        { "k", new() { K = 0 } },
        { "chains", new() { Chains = 0 } },
        { "epochs", new() { Epochs = -1 } },
        { "batch", new() { Batch = 0 } },
        { "method", new() { Method = "pdc" } },
        { "visible", new() { Visible = "gausian" } },
        { "hiddenUnits", new() { HiddenUnits = "" } },
        { "learningRate", new() { LearningRate = double.NaN } },
        { "learningRate", new() { LearningRate = 0 } },
        { "finalLearningRate", new() { FinalLearningRate = -1 } },
        { "learningRateHold", new() { LearningRateHold = 1 } },
        { "learningRateHalfLife", new() { LearningRateHalfLife = 0 } },
        { "momentum", new() { Momentum = 1 } },
        { "initialMomentum", new() { InitialMomentum = -0.1 } },
        { "momentumEpoch", new() { MomentumEpoch = -1 } },
        { "l1", new() { L1 = -1 } },
        { "l2", new() { L2 = double.PositiveInfinity } },
        { "maximumNorm", new() { MaximumNorm = 0 } },
        { "sparsityTarget", new() { SparsityTarget = 1 } },
        { "sparsityCost", new() { SparsityCost = -1 } },
        { "sparsityDecay", new() { SparsityDecay = 1 } },
        { "averageFrom", new() { AverageFrom = 1 } },
        { "weightScale", new() { WeightScale = -1 } },
        { "offsetRate", new() { OffsetRate = 1.1 } },
        { "validation", new() { Validation = -0.1 } },
        { "patience", new() { Patience = 0 } },
        { "stopOn", new() { StopOn = "likelihood" } },
        { "checkpointEvery", new() { CheckpointEvery = 0 } },
        { "checkpointSteps", new() { CheckpointSteps = 0 } },
        { "examples", new() { Examples = 0 } },
        { "scale", new() { Scale = 0 } },
        { "imageSize", new() { ImageSize = "28" } },
        { "shape", new() { Shape = "x" } },
    };

    [Theory]
    [MemberData(nameof(EveryNonsense))]
    public void Nonsense_is_refused_by_the_name_of_its_setting(string setting, RbmTrainingSettings settings) =>
        Assert.Equal(setting, Assert.Throws<ConfigurationException>(settings.Validate).Setting);

    [Fact]
    public void A_misspelt_method_gets_a_did_you_mean() =>
        Assert.Contains("Did you mean pcd?", Assert.Throws<ConfigurationException>(new RbmTrainingSettings { Method = "ppcd" }.Validate).Message);

    [Theory]
    [InlineData("method")]
    [InlineData("patience")]
    [InlineData("examples")]
    [InlineData("stopOn")]
    public void Settings_that_do_not_go_with_the_data_are_refused_by_name(string setting)
    {
        DataParts parts = BarsData.Parts();
        RbmTrainingSettings usual = new() { Hidden = 4, Epochs = 1 };
        (RbmTrainingSettings settings, DataParts data) = setting switch
        {
            "method" => (usual with { Method = "exact", Hidden = 100 }, parts),
            "patience" => (usual with { Patience = 2 }, parts with { Validation = null }),
            "examples" => (usual with { Examples = 91 }, parts),
            _ => (usual with { Patience = 2, Binarise = Binarisation.None }, parts),
        };
        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => new RbmTraining(settings, data, Device.Default)).Setting);
    }
}
