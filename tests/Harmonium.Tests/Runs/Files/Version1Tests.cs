using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Data.Sources;
using Harmonium.Data.Tables;
using Harmonium.Data.Text;
using Harmonium.Evaluation;
using Harmonium.Machines;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Sampling;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs.Files;

/// <summary>Models and runs of format version 1. The expected numbers are the output of the program that wrote the files.</summary>
public sealed class Version1Tests
{
    /// <summary>Sums in float32 differ in their last bits from processor to processor.</summary>
    private const double Tolerance = 1e-5;

    private static readonly DataLocations _nowhere = new(null, "");

    /// <summary>log Z by enumeration, and mean log p of a small data set, split and binarized with the settings in the file.</summary>
    [Theory]
    [InlineData("rbm-bernoulli", "bits.csv", 18.66694745123032, -9.923106643049325, 2)]
    [InlineData("rbm-gaussian", "real.csv", 22.434310460569296, -28.996549220007285, 10)]
    [InlineData("rbm-multinomial", "counts.csv", 4.353608460439969, -145.2346259213457, 10)]
    public void An_rbm_has_its_likelihood(string name, string data, double logPartition, double logLikelihood, int count)
    {
        using TemporaryFolder folder = new();
        StoredModel stored = Open(folder, name);
        DataSplits parts = ExamplesOf(stored, folder, data);
        VisibleData judged = new(parts.Validation ?? parts.Train, stored.Settings.Binarization, stored.Settings.Seed);
        RbmEvaluation evaluation = stored.Model.Density!.Evaluate(judged, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(count, judged.Count);
        Assert.Equal(logPartition, evaluation.LogPartition.Exact!.Value, Tolerance);
        Assert.Equal(logLikelihood, evaluation.TestLogLikelihood.Exact!.Value, Tolerance);
    }

    [Theory]
    [InlineData("classifier-rbm", "classifier-rbm", new[] { "pear", "plum" }, new[] { 0.2549136069794577, 0.5173391909265445 })]
    [InlineData(
        "network-mlp", "mlp",
        new[] { "fig", "pear", "quince", "plum", "fig", "apple", "pear", "quince", "plum", "fig", "apple", "pear" },
        new[]
        {
            0.7053855061531067, 0.5991359353065491, 0.9910194873809814, 0.8028619885444641, 0.8681637644767761, 0.6962831020355225,
            0.9144574999809265, 0.9902021884918213, 0.9844945669174194, 0.9678032398223877, 0.980455756187439, 0.9766247272491455,
        })]
    public void A_classifier_gives_its_classes_and_probabilities(string name, string kind, string[] classes, double[] probabilities)
    {
        using TemporaryFolder folder = new();
        StoredModel stored = Open(folder, name);
        DataSplits parts = ExamplesOf(stored, folder, "fruits.csv");
        Dataset judged = parts.Validation ?? parts.Train;
        Tensor found = Assert.Single(stored.Model.Classifier!.Probabilities(judged, TestContext.Current.CancellationToken));
        Assert.Equal(kind, stored.Model.Kind.Name);
        Assert.Equal(probabilities.Length, found.Rows);
        IReadOnlyList<string> names = stored.Model.Classifier.NamesWith(judged);
        for (int row = 0; row < found.Rows; row++)
        {
            float largest = found.Row(row).ToArray().Max();
            Assert.Equal(probabilities[row], largest, Tolerance);
            Assert.Equal(classes[row], names[Array.IndexOf(found.Row(row).ToArray(), largest)]);
        }
    }

    [Fact]
    public void The_names_of_classes_are_kept()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(["apple", "fig", "pear", "plum", "quince"], Open(folder, "classifier-rbm").Model.Classifier!.ClassNames!);
    }

    [Fact]
    public void A_table_is_filled_in_as_it_was()
    {
        using TemporaryFolder folder = new();
        StoredModel stored = Open(folder, "table-rbm");
        string people = GoldenFiles.Extract(folder, "version-1/people.csv"), expected = GoldenFiles.Extract(folder, "version-1/people-completed.csv");
        Table table = TableFile.Read(people, stored.Model.CellCompleter!.Schema, DataLimits.Default);
        TableCompletionOptions options = new() { WarmUp = 50, Sweeps = 200, Seed = 1, Neighbors = 0 };
        TableCompletion completion = stored.Model.CellCompleter.Complete(table, options,
            TestContext.Current.CancellationToken);
        Assert.Equal(31, completion.Cells.Count());
        using MemoryStream written = new();
        TableFile.WriteFilled(people, table, completion.Value, DataLimits.Default, written);
        Assert.Equal(File.ReadAllText(expected), System.Text.Encoding.UTF8.GetString(written.ToArray()));
    }

    /// <summary>The overlap of each pattern with its synchronous update by the network.</summary>
    [Theory]
    [InlineData("hopfield-factored", "factor", new[] { 3, 4, 4, 7, 16, 16, 18, 18 })]
    [InlineData("hopfield-matrix", "weights", new[] { 1, 2, 2, 2, 4, 6, 9, 15 })]
    public void A_hopfield_network_recalls_as_it_did(string name, string form, int[] eighteenths)
    {
        using TemporaryFolder folder = new();
        StoredModel stored = Open(folder, name);
        HopfieldNetwork network = stored.Model.Memory!.Network;
        Dataset data = ExamplesOf(stored, folder, "spin.csv").Train;
        Tensor shown = data.Examples.Rows([.. Enumerable.Range(0, data.Count)]);
        Recollection recalled = network.Recall(shown, new RecallOptions { Dynamics = Dynamics.Synchronous }, TestContext.Current.CancellationToken);
        Assert.Contains(form, stored.File.Tensors.Keys);
        Assert.Equal(eighteenths, network.Overlaps(recalled.States, shown).Select(overlap => (int)Math.Round(18 * overlap)).Order());
    }

    [Fact]
    public void A_text_model_has_its_bits_per_character_and_writes_on_as_it_did()
    {
        using TemporaryFolder folder = new();
        LanguageModel model = Open(folder, "text").Model.TextModel!;
        CharacterText verse = CharacterText.Read(GoldenFiles.Extract(folder, "version-1/verse.txt"), model.Alphabet);
        Assert.Equal(3.4093779568918747, model.Evaluate(verse, TestContext.Current.CancellationToken).BitsPerCharacter, Tolerance);
        Assert.Equal("the tuÖss    asnta.attshmt o tsset tt a ctt ", model.Write("the ", 40, 0.7, 3, TestContext.Current.CancellationToken));
    }

    /// <summary>
    /// A file of this network would be large, so its weights come from a formula, as in the program that computed the expected probabilities.
    /// </summary>
    [Fact]
    public void A_rectified_lenet_gives_its_probabilities_and_is_a_lenet_now()
    {
        const string Machine =
            """{"kind":"network","input":[28,28,1],"layers":[{"kind":"convolution","filters":16,"side":5,"padding":2,"activation":"relu"},{"kind":"maximum-pooling","side":2},{"kind":"convolution","filters":32,"side":5,"padding":0,"activation":"relu"},{"kind":"maximum-pooling","side":2},{"kind":"dense","units":128,"activation":"relu"},{"kind":"dropout","probability":0.3},{"kind":"dense","units":10,"activation":"linear"}],"loss":"cross-entropy"}""";
        const string Training =
            """{"program":"0.1.0","settings":{"network":"lenet-relu","hidden":"800","activation":"relu","slope":1,"inputDropout":0,"dropout":0.3,"normalise":false,"initialisation":"xavier","weightScale":1,"labelSmoothing":0.05,"distort":false,"validation":0,"examples":300,"epochs":1,"batch":50,"optimiser":"adam","learningRate":0.002,"learningRateCourse":"linear","finalLearningRate":0.0005,"momentum":0.9,"l1":0,"l2":0,"averageFrom":0.5,"checkpointEvery":1,"seed":3},"epochs":1,"steps":6}""";
        (string Name, int[] Shape)[] shapes =
        [
            ("layers.0.bias", [16]), ("layers.0.weights", [16, 25]), ("layers.2.bias", [32]), ("layers.2.weights", [32, 400]),
            ("layers.4.bias", [128]), ("layers.4.weights", [800, 128]), ("layers.6.bias", [10]), ("layers.6.weights", [128, 10]),
        ];
        Dictionary<string, Tensor> tensors = shapes.Index().ToDictionary(each => each.Item.Name, each => Tensor.From(
            [.. Enumerable.Range(0, each.Item.Shape.Aggregate((product, side) => product * side))
                .Select(i => ((i * (7919L + (2 * each.Index)) % 31) - 15) / 256f)], each.Item.Shape));
        float[] pixels = [.. Enumerable.Range(0, 3 * 784).Select(i => (((i % 784 * 37) + (i / 784 * 11)) % 5) / 4f)];

        StoredModel stored = WrittenModel.Of(1, Machine, tensors, Training);
        Dataset data = new("pixels", new FloatExamples(Tensor.From(pixels, 3, 784)), ItemShape.Image(28, 28));
        Tensor found = Assert.Single(stored.Model.Classifier!.Probabilities(data, TestContext.Current.CancellationToken));

        LeNetSettings settings = Assert.IsType<LeNetSettings>(stored.Settings);
        Assert.Equal((true, 0.3, 0.05, 0.0005),
            (settings.Rectified, settings.Dropout, settings.Network.LabelSmoothing, settings.Optimizer.FinalLearningRate!.Value));
        foreach ((int row, (int label, double probability)) in (((int, double)[])[(1, 0.10285764932632446), (1, 0.1029835119843483), (7, 0.10268725454807281)])
            .Index())
        {
            Assert.Equal(found.Row(row).ToArray().Max(), found[row, label]);
            Assert.Equal(probability, found[row, label], Tolerance);
        }
    }

    [Fact]
    public void Settings_of_a_model_and_of_a_run_have_the_names_of_today()
    {
        using TemporaryFolder folder = new();
        RbmSettings settings = Assert.IsType<RbmSettings>(Open(folder, "rbm-bernoulli").Settings);
        Assert.Equal(
            (6, "exact", Binarization.Sampled, 0.2, 2, "validationReconstructionError", 0.3, 0.5, 3UL),
            (settings.Hidden, settings.Energy.Method, settings.Binarize, settings.Data.Validation, settings.Schedule.Patience, settings.StopOn,
                settings.Optimizer.LearningRate, settings.Optimizer.Momentum, settings.Seed));
        RunRecord record = new RunView(GoldenFiles.ExtractFolder(folder, "version-1/done")).ReadRecord();
        Assert.Equal(1, record.Version);
        Assert.Equal(3, ((RbmSettings)ModelKinds.BuiltIn.ReadSettings(record)).Hidden);
        Assert.Equal("momentum", ModelKinds.BuiltIn.SettingsOf(record)["optimizer"]);
    }

    [Fact]
    public void The_model_of_a_finished_run_has_its_likelihood()
    {
        using TemporaryFolder folder = new();
        StoredModel stored = ModelKinds.BuiltIn.Open(new RunView(GoldenFiles.ExtractFolder(folder, "version-1/done")).ModelPath, Device.Default);
        VisibleData data = new(ExamplesOf(stored, folder, "bits.csv").Train, stored.Settings.Binarization, stored.Settings.Seed);
        RbmEvaluation evaluation = stored.Model.Density!.Evaluate(data, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(16.62385756465382, evaluation.LogPartition.Exact!.Value, Tolerance);
        Assert.Equal(-9.497851593102617, evaluation.TestLogLikelihood.Exact!.Value, Tolerance);
    }

    [Theory]
    [InlineData("done")]
    [InlineData("running")]
    public void A_run_is_not_continued_and_left_as_it_is(string name)
    {
        using TemporaryFolder folder = new();
        string path = GoldenFiles.ExtractFolder(folder, $"version-1/{name}");
        string before = File.ReadAllText(Path.Combine(path, "run.json"));
        Training training = Prepared(folder, path);
        using (RunFolder run = RunFolder.Open(path, TimeProvider.System))
        {
            Assert.Equal(training.Data.Fingerprint, run.Record.DataFingerprint);
            StorageException refused = Assert.Throws<StorageException>(() => new TrainingRun(run, training, TimeProvider.System));
            Assert.Contains("version 0.1.0 of the program, which writes another checkpoint format", refused.Message);
            Assert.Contains("start a new one", refused.Message);
        }

        Assert.Equal(before, File.ReadAllText(Path.Combine(path, "run.json")));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(path, "checkpoints")).Length);
    }

    private static StoredModel Open(TemporaryFolder folder, string name)
    {
        string path = GoldenFiles.Extract(folder, $"version-1/{name}.safetensors");
        Assert.Equal(1, ModelFile.Read(path).FileVersion);
        return ModelKinds.BuiltIn.Open(path, Device.Default);
    }

    private static DataSplits ExamplesOf(StoredModel stored, TemporaryFolder folder, string data) =>
        stored.Settings.Input.Open(new DataRequest(GoldenFiles.Extract(folder, $"version-1/{data}"), _nowhere, stored.Settings.Seed) { Everything = true })
            .Examples!;

    private static Training Prepared(TemporaryFolder folder, string run)
    {
        RunRecord record = new RunView(run).ReadRecord();
        KindSettings settings = ModelKinds.BuiltIn.ReadSettings(record);
        TrainingData data = settings.Input.Open(new DataRequest(GoldenFiles.Extract(folder, "version-1/bits.csv"), _nowhere, settings.Seed));
        return ModelKinds.BuiltIn.Of(record).Prepare(settings, data, Device.Default);
    }
}
