using System.Text.Json;
using Harmonium.Data;
using Harmonium.Data.Text;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Networks;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs.Kinds;

/// <summary>Networks in run folders and model files.</summary>
public sealed class NetworkKindTests
{
    private const string Verse = "Мой дядя самых честных правил, когда не в шутку занемог, он уважать себя заставил и лучше выдумать не мог.\n";

    public static TheoryData<string> EveryNetwork { get; } = ["mlp with dropout", "mlp by line searches", "lenet with distortions", "lstm with carried state",
        "gru"];

    [Theory, MemberData(nameof(EveryNetwork))]
    public void A_run_that_is_stopped_again_and_again_ends_with_the_bytes_of_one_that_is_not(string network)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(StopReason.Completed, FolderTraining.Run(folder.At("whole"), Make(network)).End.Reason);
        string path = folder.At("stopped");
        int sittings = 1;
        for (; FolderTraining.Run(path, Make(network), cancelAfter: 3 + (sittings % 4)).End.Reason == StopReason.Canceled; sittings++)
        {
        }

        Assert.InRange(sittings, 2, 100);
        Assert.Equal(File.ReadAllBytes(new RunView(folder.At("whole")).ModelPath), File.ReadAllBytes(new RunView(path).ModelPath));
    }

    [Fact]
    public void A_network_read_from_its_file_answers_as_before()
    {
        Training training = Make("lenet with distortions");
        SmallNetworks.Train(training.Stages[0].Begin().Learner, 0, 5);

        TrainedModel read = WrittenModel.Again(training.Model).Model;

        Assert.Equal(Answers(training.Model), Answers(read));

        float[] Answers(TrainedModel model) =>
            [.. model.Classifier!.Probabilities(training.Data.Examples!.Train, TestContext.Current.CancellationToken)
                .SelectMany(block => block.Contiguous().AsSpan().ToArray())];
    }

    [Fact]
    public void A_text_network_read_from_its_file_writes_as_before()
    {
        Training training = Make("lstm with carried state");
        SmallNetworks.Train(training.Stages[0].Begin().Learner, 0, 5);

        TrainedModel read = WrittenModel.Again(training.Model).Model;

        Assert.Equal(
            training.Model.TextModel!.Write("Мой", 50, 1, 3, TestContext.Current.CancellationToken),
            read.TextModel!.Write("Мой", 50, 1, 3, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"kind":"mpl"}""", "Did you mean mlp")]
    [InlineData("""{"kind":"mlp","input":[4],"layers":[{"kind":"dense","units":3,"activation":"wave"}],"loss":"squared"}""", "wave")]
    [InlineData("""{"kind":"mlp","input":[4],"layers":[{"kind":"loop"}],"loss":"squared"}""", "loop")]
    [InlineData("""{"kind":"mlp","input":[4],"layers":[],"loss":"squared"}""", "at least one layer")]
    [InlineData("""{"kind":"mlp","input":[4],"layers":[{"kind":"convolution","filters":2,"side":3,"padding":0,"activation":"relu"}],"loss":"squared"}""",
        "do not fit")]
    [InlineData("""{"kind":"mlp","input":[4],"layers":[{"kind":"dense","units":3,"activation":"relu"}],"loss":"squared"}""", "has no tensor")]
    public void A_file_that_is_no_network_is_refused_with_the_reason(string machine, string reason)
    {
        ModelFileException exception = Assert.Throws<ModelFileException>(() => WrittenModel.Of(machine, new Dictionary<string, Tensor>()));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_come_back_from_their_json_as_they_were()
    {
        MlpSettings network = new()
        {
            Hidden = "5,6",
            Dropout = 0.3,
            Distortion = new() { Distort = true },
            Optimizer = MlpSettings.DefaultOptimizer with
            {
                Optimizer = OptimizerKind.RmsProp,
                LearningRateSchedule = LearningRateSchedule.OneCycle,
                MaximumNorm = 2,
            },
        };
        TextSettings text = new() { Cell = "gru", Window = 7, Schedule = new() { Batch = 50, Epochs = 10, Patience = 3 } };

        Assert.Equal(network, Mlp.Settings.Read(Mlp.Settings.Write(network)));
        Assert.Equal(text, Text.Settings.Read(Text.Settings.Write(text)));
        Assert.Equal(5, ((TextSettings)Text.Settings.Read(JsonElement.Parse("{}"))).GradientNorm);
    }

    [Theory]
    [InlineData("""{"dropout":1}""", "dropout")]
    [InlineData("""{"hidden":"5,x"}""", "hidden")]
    [InlineData("""{"activation":"wave"}""", "activation")]
    [InlineData("""{"learningRate":0}""", "learningRate")]
    [InlineData("""{"patience":0}""", "patience")]
    [InlineData("""{"lineSearches":3}""", "lineSearches")]
    [InlineData("""{"optimiser":"cg","lineSearches":0}""", "lineSearches")]
    [InlineData("""{"optimiser":"lbfgs","maximumNorm":2}""", "optimizer")]
    [InlineData("""{"optimiser":"cg","l1":0.1}""", "optimizer")]
    public void Settings_that_make_no_sense_are_refused_by_name(string json, string setting) =>
        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => Mlp.Effective((KindSettings)Mlp.Settings.Read(JsonElement.Parse(json)))).Setting);

    [Fact]
    public void Line_searches_are_as_many_as_asked_for_and_not_for_texts()
    {
        DataSplits images = new(SmallNetworks.Images(60), null, null);
        double LossAfter(OptimizerKind optimizer, int? searches)
        {
            MlpSettings settings = new()
            {
                Hidden = "5",
                Schedule = new() { Batch = 60 },
                Optimizer = MlpSettings.DefaultOptimizer with { Optimizer = optimizer },
                Network = new() { LineSearches = searches },
            };
            Training training = Prepared(Mlp, settings, TrainingData.Of(images));
            SmallNetworks.Train(training.Stages[0].Begin().Learner, 0, 1);
            return training.Model.Classifier!.Judge(images.Train, TestContext.Current.CancellationToken).CrossEntropy;
        }

        Assert.Equal(LossAfter(OptimizerKind.Cg, 3), LossAfter(OptimizerKind.Cg, null));
        Assert.Equal(LossAfter(OptimizerKind.Lbfgs, 20), LossAfter(OptimizerKind.Lbfgs, null));
        Assert.True(LossAfter(OptimizerKind.Lbfgs, 4) < LossAfter(OptimizerKind.Lbfgs, 1));
        Assert.Equal("optimizer",
            Assert.Throws<ConfigurationException>(() => Text.Effective(new TextSettings { Optimizer = new() { Optimizer = OptimizerKind.Cg } })).Setting);
    }

    [Fact]
    public void Data_without_labels_are_refused()
    {
        DataFileException refused = Assert.Throws<DataFileException>(() => Prepared(Mlp, new MlpSettings(), TrainingData.Of(BarsData.Parts())));

        Assert.Contains("no labels", refused.Message);
    }

    private static MlpKind Mlp => ModelKinds.BuiltIn.Get<MlpKind>();

    private static TextKind Text => ModelKinds.BuiltIn.Get<TextKind>();

    private static Training Make(string network)
    {
        TrainingData images = TrainingData.Of(new DataSplits(SmallNetworks.Images(60, 28), SmallNetworks.Images(20, 28), null));
        CharacterText verse = CharacterText.From("verse", string.Concat(Enumerable.Repeat(Verse, 6)));
        TrainingData text = TrainingData.Of(new TextSplits(verse.Range(0, 500), verse.Range(500, 140), null));
        OptimizerSettings optimizer = MlpSettings.DefaultOptimizer, writing = new TextSettings().Optimizer;
        return network switch
        {
            "mlp with dropout" => Prepared(
                Mlp,
                new MlpSettings
                {
                    Hidden = "20,10",
                    Dropout = 0.4,
                    InputDropout = 0.1,
                    Normalize = true,
                    Optimizer = optimizer with { MaximumNorm = 2 },
                    Schedule = new() { Epochs = 4, Batch = 16, Patience = 2, CheckpointSteps = 3 },
                    Data = new() { Validation = 0.1 },
                },
                images),
            "mlp by line searches" => Prepared(
                Mlp,
                new MlpSettings
                {
                    Hidden = "20",
                    Activation = "tanh",
                    Dropout = 0.2,
                    Optimizer = optimizer with { Optimizer = OptimizerKind.Cg, L2 = 1e-4, AverageFrom = 0.5 },
                    Schedule = new() { Epochs = 4, Batch = 16, CheckpointSteps = 3 },
                },
                images),
            "lenet with distortions" => Prepared(
                ModelKinds.BuiltIn.Get<LeNetKind>(),
                new LeNetSettings
                {
                    Distortion = new() { Distort = true },
                    Optimizer = optimizer with { Optimizer = OptimizerKind.Nesterov, AverageFrom = 0.5, LearningRate = 0.02 },
                    Schedule = new() { Epochs = 2, Batch = 10 },
                },
                images),
            "gru" => Prepared(
                Text,
                new TextSettings
                {
                    Cell = "gru",
                    Units = 8,
                    Window = 9,
                    Optimizer = writing with { Optimizer = OptimizerKind.RmsProp },
                    Schedule = new() { Epochs = 2, Batch = 5 },
                },
                text),
            _ => Prepared(Text, new TextSettings { Units = 12, Layers = 2, Dropout = 0.2, Window = 9, Schedule = new() { Epochs = 3, Batch = 5 } }, text),
        };
    }

    private static Training Prepared(ModelKind kind, KindSettings settings, TrainingData data) => kind.Prepare(kind.Effective(settings), data, Device.Default);
}
