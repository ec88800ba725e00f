using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Evaluation.Annealing;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Deep;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Networks;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs.Kinds;

/// <summary>Deep belief networks with labels and fine-tuning: what the tests of every kind, which use the defaults, leave out.</summary>
public sealed class DbnKindTests
{
    private static readonly DbnKind _kind = ModelKinds.BuiltIn.Get<DbnKind>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Canceled_after_any_step_of_any_stage_and_resumed_a_run_ends_with_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        string whole = folder.At("whole");
        TrainingOutcome outcome = FolderTraining.Run(whole, Prepared());
        Assert.Equal(["pretraining-1", "pretraining-2", "pretraining-3", "fine-tuning"], Prepared().Stages.Select(stage => stage.Name));
        for (int after = 1; after < outcome.End.Steps; after++)
        {
            string path = folder.At($"{after}");
            FolderTraining.Run(path, Prepared(), cancelAfter: after);
            Assert.Equal(outcome.End, FolderTraining.Run(path, Prepared()).End);
            Assert.Equal((after, FolderTraining.ModelSha256(whole)), (after, FolderTraining.ModelSha256(path)));
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_the_bytes()
    {
        using TemporaryFolder folder = new();
        string[] models = [.. ((int[])[1, 2, 3]).Select(threads =>
        {
            FolderTraining.Run(folder.At($"{threads}"), Prepared(Small with { Hidden = "128,64" }, device: new CpuDevice(threads)));
            return FolderTraining.ModelSha256(folder.At($"{threads}"));
        })];
        Assert.Single(models.Distinct());
    }

    [Fact]
    public void A_fine_tuned_network_with_labels_is_read_back_with_everything_that_it_can_do()
    {
        using TemporaryFolder folder = new();
        Training training = Prepared();
        FolderTraining.Run(folder.At("run"), training);
        DbnModel model = (DbnModel)training.Model, read = (DbnModel)ModelKinds.BuiltIn.Open(folder.At("run/model.safetensors"), Device.Default).Model;
        Assert.Equal(_kind.Parts, read.Parts);
        Assert.Equal(model.Describe().GetRawText(), read.Describe().GetRawText());
        Assert.All(read.Network.Layers, layer => Assert.False(layer.IsTied));
        Assert.NotEqual(Numbers(read.Network.Layers[0].Rbm.Weights), Numbers(read.Network.Layers[0].Recognition.Weights));
        foreach (((ModelParts part, Func<double[]> before), (_, Func<double[]> after)) in ModelOutputs.Of(model, training.Data)
            .Zip(ModelOutputs.Of(read, training.Data)))
            Assert.Equal((part, string.Join(' ', before())), (part, string.Join(' ', after())));
    }

    [Fact]
    public void Images_of_bars_and_spots_are_classified_and_generated_by_class()
    {
        Dataset images = SmallNetworks.Images(400, 8);
        Dbn model = Dbn.Train(images.Range(0, 300), new()
        {
            Hidden = "40,40",
            FineTune = true,
            Pretraining = new() { Schedule = new() { Epochs = 40, Batch = 10 }, Optimizer = new() { LearningRate = 0.3 } },
            FineTuning = new() { Schedule = new() { Epochs = 10, Batch = 10 } },
        }, images.Range(300, 100), cancel: Token);
        // Three classes of equal size: chance is 2/3.
        Assert.True(ErrorOf(model, images.Range(300, 100)) < 0.2, $"error rate {ErrorOf(model, images.Range(300, 100))}");
        // What is generated from a label is recognized as that label.
        for (int label = 0; label < 3; label++)
        {
            int[] found = model.Predict(model.SampleClass(label, 100, sweeps: 100));
            Assert.True(found.Count(predicted => predicted == label) > 60, $"{label}: {found.Count(predicted => predicted == label)} of 100");
        }

        Likelihood likelihood = model.LogLikelihood(images.Range(300, 100), images.Range(0, 300),
            new() { Annealing = new() { Runs = 20, Ladder = AnnealingLadder.Linear(300) } }, Token);
        Assert.True(likelihood.IsLowerBound);
        Assert.StartsWith("at least ", likelihood.ToString(), StringComparison.Ordinal);
        Assert.True(likelihood.Low > likelihood.Baseline, $"{likelihood}, independent units {likelihood.Baseline}");
    }

    [Fact]
    public void Labels_are_used_if_there_are_any_unless_the_settings_say_otherwise()
    {
        Dataset images = SmallNetworks.Images(60);
        DataSplits labeled = new(images, null, null), unlabeled = new(new Dataset("bars", images.Examples, images.Shape), null, null);
        DbnSettings settings = new() { Hidden = "6,5", Epochs = 1 };
        Assert.NotNull(Prepared(settings, labeled).Model.Classifier);
        Assert.Null(Prepared(settings with { LabelUnits = false }, labeled).Model.Classifier);
        Assert.Null(Prepared(settings, unlabeled).Model.Classifier);
        Assert.Contains("has no labels", Assert.Throws<DataFileException>(() => Prepared(settings with { LabelUnits = true }, unlabeled)).Message);
    }

    [Theory]
    [InlineData("bernoulli")]
    [InlineData("spin")]
    [InlineData("gaussian")]
    [InlineData("truncated-gaussian")]
    [InlineData("poisson")]
    [InlineData("binomial")]
    [InlineData("truncated-exponential")]
    public void Every_kind_of_visible_units_is_trained_and_generated(string visible)
    {
        Assert.Contains(visible, GeneratedUnits.Names);
        Assert.Equal(7, GeneratedUnits.Names.Count);
        float[,] rows = new float[40, 6];
        for (int i = 0; i < rows.Length; i++)
            rows[i / 6, i % 6] = ((i * 7) + (i / 6)) % 3 == 0 ? 1 : visible == "spin" ? -1 : 0;
        Dbn model = Dbn.Train(rows, new() { Visible = visible, Hidden = "4,3", FineTune = true, Epochs = 2 }, cancel: Token);
        Assert.All(model.Score(rows), energy => Assert.True(double.IsFinite(energy)));
        Assert.All(model.Sample(5, sweeps: 3).Cast<float>(), x => Assert.True(float.IsFinite(x)));
        Assert.Equal(3, model.Transform(rows).GetLength(1));
        Assert.Equal(6, model.Reconstruct(rows).GetLength(1));
    }

    [Theory]
    [InlineData("hidden", "is empty", "", "3")]
    [InlineData("hidden", "expected a list of whole numbers", "3,x", "3")]
    [InlineData("fineTuning.sweeps", "is empty", "3,2", "")]
    [InlineData("fineTuning.sweeps", "expected a list of whole numbers", "3,2", "3,0")]
    public void Settings_that_cannot_work_are_refused_by_name(string setting, string reason, string hidden, string sweeps)
    {
        DbnSettings settings = new() { Hidden = hidden, FineTune = true, FineTuning = new() { Sweeps = sweeps } };
        ConfigurationException refused = Assert.Throws<ConfigurationException>(() => _kind.Effective(settings));
        Assert.Equal(setting, refused.Setting);
        Assert.Contains(reason, refused.Message);
        Assert.Equal("fineTuning.sweeps", Assert.Throws<ConfigurationException>(() => _kind.Effective(new DbnSettings
        {
            FineTuning = new() { Sweeps = "5" },
        })).Setting);
    }

    [Fact]
    public void Norms_that_are_not_limited_line_searches_and_early_stopping_without_validation_are_refused()
    {
        DbnSettings settings = new() { Hidden = "4,3", FineTune = true };
        Assert.Equal("fineTuning.maximumNorm", Assert.Throws<ConfigurationException>(() => _kind.Effective(settings with
        {
            FineTuning = new() { Optimizer = new() { MaximumNorm = 3 } },
        })).Setting);
        Assert.Equal("fineTuning.optimizer", Assert.Throws<ConfigurationException>(() => _kind.Effective(settings with
        {
            FineTuning = new() { Optimizer = new() { Optimizer = OptimizerKind.Lbfgs } },
        })).Setting);
        Assert.Equal("patience", Assert.Throws<ConfigurationException>(() => Prepared(settings with
        {
            FineTuning = new() { Schedule = new() { Patience = 2 } },
        }, new DataSplits(SmallNetworks.Images(60), null, null))).Setting);
    }

    [Theory]
    [InlineData("\"name\":\"top\"", "\"name\":\"summit\"", "last part is not top")]
    [InlineData("\"name\":\"layer1\"", "\"name\":\"layer7\"", "expected layer1")]
    [InlineData("\"names\":[\"a\",\"b\",\"c\"]", "\"names\":[\"a\",\"b\"]", "2 'names' but 3 units")]
    public void A_description_that_does_not_fit_is_refused_in_words(string right, string wrong, string words)
    {
        Dataset images = SmallNetworks.Images(60);
        Dataset named = new(images.Name, images.Examples, images.Shape) { Labels = images.Labels, ClassNames = ["a", "b", "c"] };
        TrainedModel model = Prepared(new DbnSettings { Hidden = "6,5", Epochs = 1 }, new DataSplits(named, null, null)).Model;
        string machine = model.Describe().GetRawText();
        Assert.Contains(right, machine);
        Assert.Contains(words, Assert.Throws<ModelFileException>(() => WrittenModel.Of(machine.Replace(right, wrong, StringComparison.Ordinal),
            model.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values))).Message);
    }

    private static DbnSettings Small => new()
    {
        Hidden = "6,5,4",
        FineTune = true,
        Pretraining = new() { Schedule = new() { Epochs = 2, Batch = 20, Patience = 2, CheckpointSteps = 1 }, Optimizer = new() { Momentum = 0.5 } },
        FineTuning = new()
        {
            Schedule = new() { Epochs = 2, Batch = 20, Patience = 2, CheckpointSteps = 1 },
            Optimizer = new() { Momentum = 0.5, AverageFrom = 0.5 },
        },
    };

    private static Training Prepared(DbnSettings? settings = null, DataSplits? data = null, Device? device = null)
    {
        Dataset images = SmallNetworks.Images(80);
        TrainingData given = TrainingData.Of(data ?? new DataSplits(images.Range(0, 60), images.Range(60, 20), null));
        return _kind.Prepare(_kind.Effective(settings ?? Small), given, device ?? Device.Default);
    }

    private static float[] Numbers(Tensor tensor) => tensor.Contiguous().AsSpan().ToArray();

    private static double ErrorOf(Dbn model, Dataset data) =>
        model.Predict(data).Zip(model.LabelsOf(data)).Count(pair => pair.First != pair.Second) / (double)data.Count;
}
