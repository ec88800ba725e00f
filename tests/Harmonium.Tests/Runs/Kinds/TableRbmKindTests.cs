using System.Text.Json;
using Harmonium.Data.Tables;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Models;
using Harmonium.Storage.Folders;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs.Kinds;

public sealed class TableRbmKindTests
{
    private static readonly TableRbmSettings _usual = new();

    private static readonly TableRbmSettings _small = _usual with
    {
        Hidden = 5,
        Schedule = new() { Epochs = 3, Batch = 20, Patience = 3, CheckpointSteps = 4 },
        Energy = new() { Chains = 10 },
        Data = new() { Validation = 0.2 },
    };

    [Theory]
    [InlineData("pcd")]
    [InlineData("cd")]
    public void A_run_that_is_stopped_ends_with_the_bytes_of_one_that_is_not(string method)
    {
        using TemporaryFolder folder = new();
        TableRbmSettings settings = _small with { Energy = _small.Energy with { Method = method } };
        Train(folder.At("whole"), settings, null);
        Train(folder.At("stopped"), settings, 6);
        TableSchema kept = Kind.SchemaOf(new RunView(folder.At("stopped")).ReadRecord().Machine);
        Assert.Equal(PeopleTable.Schema.ToJson(), kept.ToJson());
        Train(folder.At("stopped"), settings, null);
        Assert.Equal(FolderTraining.ModelSha256(folder.At("whole")), FolderTraining.ModelSha256(folder.At("stopped")));
    }

    [Fact]
    public void Learning_fills_in_held_out_rows_better_than_averages_do()
    {
        Training training = Prepared(
            _usual with { Hidden = 20, Schedule = _usual.Schedule with { Epochs = 15 }, Data = new() { Validation = 0.25 } },
                PeopleTable.Draw(1200, 1).WithMissing(0.2, 1));
        Metric error = training.Stages[0].Begin().Metrics.Single(metric => metric.Name == "validationCompletionError");
        double before = error.Measure(0);
        training.Run([], cancel: TestContext.Current.CancellationToken);
        // With few sweeps the initial error is slightly above 1, because the hidden samples are noisy.
        Assert.InRange(before, 0.9, 1.2);
        Assert.InRange(error.Measure(15), 0.1, 0.9);
    }

    [Fact]
    public void Settings_that_a_schema_replaces_are_refused_by_name()
    {
        Table people = PeopleTable.Draw(20, 1);
        Assert.Equal("visible", Assert.Throws<ConfigurationException>(() => Kind.Settings.Read(JsonElement.Parse("""{"visible":"gaussian"}"""))).Setting);
        Assert.Equal("binarise", Assert.Throws<ConfigurationException>(() => Kind.Settings.Read(JsonElement.Parse("""{"binarise":"sampled"}"""))).Setting);
        Assert.Equal("method", Assert.Throws<ConfigurationException>(() => Prepared(_small with { Energy = new() { Method = "exact" } }, people)).Setting);
        Assert.Equal("patience", Assert.Throws<ConfigurationException>(() => Prepared(_small with { Data = new() }, people)).Setting);
        Assert.Equal("examples", Assert.Throws<ConfigurationException>(() => Prepared(_small with { Data = new() { Examples = 21 } }, people)).Setting);
    }

    private static TableRbmKind Kind => ModelKinds.BuiltIn.Get<TableRbmKind>();

    private static Training Prepared(TableRbmSettings settings, Table table)
    {
        TableRbmSettings effective = (TableRbmSettings)Kind.Effective(settings);
        return Kind.Prepare(effective, effective.Data.Limited(table, effective.Seed), Device.Default);
    }

    private static void Train(string path, TableRbmSettings settings, int? cancelAfter) =>
        FolderTraining.Run(path, Prepared(settings, PeopleTable.Draw(150, 1).WithMissing(0.2, 1)), cancelAfter);
}
