using System.Security.Cryptography;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Data.Tables;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Storage.Folders;

namespace Harmonium.Tests.Storage.Training;

public sealed class TableTrainingTests
{
    private static readonly RbmTrainingSettings _small = TableTraining.Usual with { Hidden = 5, Epochs = 3, Batch = 20, Chains = 10, Validation = 0.2, Patience = 3, CheckpointSteps = 4 };

    [Theory]
    [InlineData("pcd")]
    [InlineData("cd")]
    public void A_run_that_is_stopped_ends_with_the_bytes_of_one_that_is_not(string method)
    {
        using TemporaryFolder folder = new();
        RbmTrainingSettings settings = _small with { Method = method };
        Train(folder.At("whole"), settings, null);
        Train(folder.At("stopped"), settings, 6);
        TableSchema kept = TableRbmFile.SchemaOf(new RunView(folder.At("stopped")).ReadRecord());
        Assert.Equal(PeopleTable.Schema.ToJson(), kept.ToJson());
        Train(folder.At("stopped"), settings, null);
        Assert.Equal(Sha256(folder.At("whole")), Sha256(folder.At("stopped")));
    }

    [Fact]
    public void Learning_fills_in_held_out_rows_better_than_averages_do()
    {
        TableTraining training = new(TableTraining.Usual with { Hidden = 20, Epochs = 15, Validation = 0.25 }, PeopleTable.Draw(1200, 1).WithMissing(0.2, 1), Device.Default);
        Metric error = training.Metrics().Single(metric => metric.Name == "validationCompletionError");
        double before = error.Measure(0);
        new Trainer(training.Learner, training.Epochs, []).Run(cancel: TestContext.Current.CancellationToken);
        // Averages of few sweeps begin a little above 1, since a single draw of hidden units is noise.
        Assert.InRange(before, 0.9, 1.2);
        Assert.InRange(error.Measure(15), 0.1, 0.9);
    }

    [Fact]
    public void Settings_that_a_schema_says_are_refused_by_name()
    {
        Table people = PeopleTable.Draw(20, 1);
        Assert.Equal("visible", Assert.Throws<ConfigurationException>(() => new TableTraining(_small with { Visible = "gaussian" }, people, Device.Default)).Setting);
        Assert.Equal("binarise", Assert.Throws<ConfigurationException>(() => new TableTraining(_small with { Binarise = Binarisation.Sampled }, people, Device.Default)).Setting);
        Assert.Equal("method", Assert.Throws<ConfigurationException>(() => new TableTraining(_small with { Method = "exact" }, people, Device.Default)).Setting);
        Assert.Equal("patience", Assert.Throws<ConfigurationException>(() => new TableTraining(_small with { Validation = 0 }, people, Device.Default)).Setting);
        Assert.Equal("examples", Assert.Throws<ConfigurationException>(() => new TableTraining(_small with { Examples = 21 }, people, Device.Default)).Setting);
    }

    private static void Train(string path, RbmTrainingSettings settings, int? cancelAfter)
    {
        TableTraining training = new(settings, PeopleTable.Draw(150, 1).WithMissing(0.2, 1), Device.Default);
        using RunFolder folder = Directory.Exists(path)
            ? RunFolder.Open(path, TimeProvider.System)
            : RunFolder.Create(path, TrainingRun.RecordOf(training, "people.csv", new Dictionary<string, string>()), TimeProvider.System);
        using CancellationTokenSource cancel = new();
        new TrainingRun(folder, training, TimeProvider.System).Run(cancelAfter is { } steps ? [new Canceller(cancel, steps)] : [], cancel.Token);
    }

    private static string Sha256(string run) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(new RunView(run).ModelPath)));

    private sealed class Canceller(CancellationTokenSource cancel, int steps) : TrainingObserver
    {
        private int _seen;

        public override void AfterStep(TrainingStep step)
        {
            if (++_seen == steps)
                cancel.Cancel();
        }
    }
}
