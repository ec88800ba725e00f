using System.Text.Json;
using Harmonium.Data;
using Harmonium.Data.Text;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks;
using Harmonium.Networks.Losses;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;
using Harmonium.Runs;
using Harmonium.Runs.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Networks;

namespace Harmonium.Tests.Storage.Training;

/// <summary>Networks in run folders and model files.</summary>
public sealed class NetworkTrainingTests
{
    private const string Verse = "Мой дядя самых честных правил, когда не в шутку занемог, он уважать себя заставил и лучше выдумать не мог.\n";

    public static TheoryData<string> EveryNetwork { get; } = ["mlp with dropout", "mlp by line searches", "lenet with distortions", "lstm with carried state", "gru"];

    [Theory, MemberData(nameof(EveryNetwork))]
    public void A_run_that_is_stopped_again_and_again_ends_with_the_bytes_of_one_that_is_not(string network)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(StopReason.Completed, Train(folder.At("whole"), network, int.MaxValue));
        string path = folder.At("stopped");
        int sittings = 1;
        for (; Train(path, network, cancelAfter: 3 + (sittings % 4)) == StopReason.Cancelled; sittings++)
        {
        }

        Assert.InRange(sittings, 2, 100);
        Assert.Equal(File.ReadAllBytes(new RunView(folder.At("whole")).ModelPath), File.ReadAllBytes(new RunView(path).ModelPath));
    }

    [Fact]
    public void A_network_read_from_its_file_answers_as_before()
    {
        using TemporaryFolder folder = new();
        NetworkTraining training = (NetworkTraining)Make("lenet with distortions");
        SmallNetworks.Train(training.Learner, 0, 5);
        string path = folder.At("model.safetensors");
        training.ModelAfter(1, 5).Write(path);

        (FeedForwardNetwork network, NetworkLoss loss) = NetworkFile.NetworkOf(ModelFile.Read(path));

        Assert.Equal(
            NetworkEvaluation.Answers(training.Network, training.Learner.Loss, training.Data.Train, TestContext.Current.CancellationToken).AsSpan().ToArray(),
            NetworkEvaluation.Answers(network, loss, training.Data.Train, TestContext.Current.CancellationToken).AsSpan().ToArray());
    }

    [Fact]
    public void A_text_network_read_from_its_file_writes_as_before()
    {
        using TemporaryFolder folder = new();
        TextTraining training = (TextTraining)Make("lstm with carried state");
        SmallNetworks.Train(training.Learner, 0, 5);
        string path = folder.At("model.safetensors");
        training.ModelAfter(1, 5).Write(path);

        RecurrentNetwork network = TextNetworkFile.NetworkOf(ModelFile.Read(path));

        Assert.Equal(
            TextGenerator.Write(training.Network, "Мой", 50, 1, 3, TestContext.Current.CancellationToken),
            TextGenerator.Write(network, "Мой", 50, 1, 3, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"kind":"rbm"}""", "expected is a")]
    [InlineData("""{"kind":"network","input":[4],"layers":[{"kind":"dense","units":3,"activation":"wave"}],"loss":"squared"}""", "wave")]
    [InlineData("""{"kind":"network","input":[4],"layers":[{"kind":"loop"}],"loss":"squared"}""", "loop")]
    [InlineData("""{"kind":"network","input":[4],"layers":[],"loss":"squared"}""", "at least one layer")]
    [InlineData("""{"kind":"network","input":[4],"layers":[{"kind":"convolution","filters":2,"side":3,"padding":0,"activation":"relu"}],"loss":"squared"}""", "do not fit")]
    [InlineData("""{"kind":"network","input":[4],"layers":[{"kind":"dense","units":3,"activation":"relu"}],"loss":"squared"}""", "has no tensor")]
    public void A_file_that_is_no_network_is_refused_with_the_reason(string machine, string reason)
    {
        ModelFile file = new(JsonElement.Parse(machine), JsonElement.Parse("{}"), new Dictionary<string, Tensor>());

        ModelFileException exception = Assert.Throws<ModelFileException>(() => NetworkFile.NetworkOf(file));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_come_back_from_their_json_as_they_were()
    {
        NetworkTrainingSettings network = new() { Hidden = "5,6", Dropout = 0.3, Optimiser = NetworkOptimiserKind.RmsProp, LearningRateCourse = LearningRateCourse.OneCycle, Distort = true, MaximumNorm = 2 };
        TextTrainingSettings text = new() { Cell = "gru", Window = 7, Patience = 3 };

        Assert.Equal(network, NetworkTrainingSettings.FromJson(network.ToJson()));
        Assert.Equal(text, TextTrainingSettings.FromJson(text.ToJson()));
        Assert.Equal(5, TextTrainingSettings.FromJson(JsonElement.Parse("{}")).GradientNorm);
    }

    [Theory]
    [InlineData("""{"dropout":1}""", "dropout")]
    [InlineData("""{"hidden":"5,x"}""", "hidden")]
    [InlineData("""{"activation":"wave"}""", "activation")]
    [InlineData("""{"network":"lenet6"}""", "network")]
    [InlineData("""{"learningRate":0}""", "learningRate")]
    [InlineData("""{"patience":0}""", "patience")]
    [InlineData("""{"lineSearches":3}""", "lineSearches")]
    [InlineData("""{"optimiser":"cg","lineSearches":0}""", "lineSearches")]
    [InlineData("""{"optimiser":"lbfgs","maximumNorm":2}""", "optimiser")]
    [InlineData("""{"optimiser":"cg","l1":0.1}""", "optimiser")]
    public void Settings_that_make_no_sense_are_refused_by_name(string json, string setting) =>
        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => NetworkTrainingSettings.FromJson(JsonElement.Parse(json)).Validate()).Setting);

    [Fact]
    public void Line_searches_are_as_many_as_asked_for_and_not_for_texts()
    {
        DataParts images = new(SmallNetworks.Images(60), null, null);
        double LossAfter(NetworkOptimiserKind optimiser, int? searches)
        {
            NetworkTraining training = new(new NetworkTrainingSettings { Hidden = "5", Batch = 60, Optimiser = optimiser, LineSearches = searches }, images, Device.Default);
            SmallNetworks.Train(training.Learner, 0, 1);
            return NetworkEvaluation.Of(training.Network, training.Learner.Loss, images.Train).Loss;
        }

        Assert.Equal(LossAfter(NetworkOptimiserKind.Cg, 3), LossAfter(NetworkOptimiserKind.Cg, null));
        Assert.Equal(LossAfter(NetworkOptimiserKind.Lbfgs, 20), LossAfter(NetworkOptimiserKind.Lbfgs, null));
        Assert.True(LossAfter(NetworkOptimiserKind.Lbfgs, 4) < LossAfter(NetworkOptimiserKind.Lbfgs, 1));
        Assert.Equal("optimiser", Assert.Throws<ConfigurationException>(() => new TextTrainingSettings { Optimiser = NetworkOptimiserKind.Cg }.Validate()).Setting);
    }

    [Fact]
    public void Data_without_labels_are_refused()
    {
        Dataset data = BarsData.Parts().Train;

        Assert.Equal("data", Assert.Throws<ConfigurationException>(() => new NetworkTraining(new NetworkTrainingSettings(), new DataParts(data, null, null), Device.Default)).Setting);
    }

    private static Harmonium.Storage.Training.Training Make(string network)
    {
        DataParts images = new(SmallNetworks.Images(60, 28), SmallNetworks.Images(20, 28), null);
        CharacterText verse = CharacterText.From("verse", string.Concat(Enumerable.Repeat(Verse, 6)));
        TextParts text = new(verse.Range(0, 500), verse.Range(500, 140), null);
        return network switch
        {
            "mlp with dropout" => new NetworkTraining(
                new NetworkTrainingSettings { Hidden = "20,10", Dropout = 0.4, InputDropout = 0.1, Normalise = true, MaximumNorm = 2, Epochs = 4, Batch = 16, Patience = 2, Validation = 0.1, CheckpointSteps = 3 }, images, Device.Default),
            "mlp by line searches" => new NetworkTraining(
                new NetworkTrainingSettings { Hidden = "20", Activation = "tanh", Dropout = 0.2, Epochs = 4, Batch = 16, Optimiser = NetworkOptimiserKind.Cg, L2 = 1e-4, AverageFrom = 0.5, CheckpointSteps = 3 }, images, Device.Default),
            "lenet with distortions" => new NetworkTraining(
                new NetworkTrainingSettings { Network = "lenet5", Distort = true, Epochs = 2, Batch = 10, AverageFrom = 0.5, Optimiser = NetworkOptimiserKind.Nesterov, LearningRate = 0.02 }, images, Device.Default),
            "gru" => new TextTraining(new TextTrainingSettings { Cell = "gru", Units = 8, Epochs = 2, Batch = 5, Window = 9, Optimiser = NetworkOptimiserKind.RmsProp }, text, Device.Default),
            _ => new TextTraining(new TextTrainingSettings { Units = 12, Layers = 2, Dropout = 0.2, Epochs = 3, Batch = 5, Window = 9 }, text, Device.Default),
        };
    }

    private static StopReason Train(string path, string network, int cancelAfter)
    {
        Harmonium.Storage.Training.Training training = Make(network);
        using RunFolder folder = Directory.Exists(path)
            ? RunFolder.Open(path, TimeProvider.System)
            : RunFolder.Create(path, TrainingRun.RecordOf(training, "test", new Dictionary<string, string>()), TimeProvider.System);
        using CancellationTokenSource cancel = new();
        return new TrainingRun(folder, training, TimeProvider.System).Run([new CancelAfter(cancelAfter, cancel)], cancel.Token).Reason;
    }

    private sealed class CancelAfter(int steps, CancellationTokenSource cancel) : TrainingObserver
    {
        private int _left = steps;

        public override void AfterStep(TrainingStep step)
        {
            if (--_left == 0)
                cancel.Cancel();
        }
    }
}
