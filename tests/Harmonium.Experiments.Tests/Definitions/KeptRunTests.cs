using Harmonium.Data.Sources;
using Harmonium.Experiments.Definitions;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;

namespace Harmonium.Experiments.Tests.Definitions;

/// <summary>Tests that a recipe does not repeat finished training.</summary>
public sealed class KeptRunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_interrupted_recipe_reuses_its_finished_run_and_resumes_the_other_with_identical_results()
    {
        TwoMachines undisturbed = new();
        ExperimentOutcome expected = undisturbed.Run(Context("undisturbed")), inMemory = new TwoMachines().Run(Context(null));
        using CancellationTokenSource stop = new();
        Assert.ThrowsAny<OperationCanceledException>(() => new TwoMachines(afterEpoch: (name, epoch) =>
        {
            if (name == "second" && epoch == 2)
                stop.Cancel();
        }).Run(Context("kept") with { Cancel = stop.Token }));
        byte[] first = File.ReadAllBytes(Model("kept", "first"));
        DateTime written = File.GetLastWriteTimeUtc(Model("kept", "first"));
        DateTimeOffset updated = new RunView(Run("kept", "first")).ReadRecord().Updated;
        Assert.Equal(RunState.Interrupted, new RunView(Run("kept", "second")).ReadRecord().State);

        List<(string Name, int Epoch)> trained = [];
        TwoMachines again = new(afterEpoch: (name, epoch) => trained.Add((name, epoch)));
        ExperimentOutcome found = again.Run(Context("kept"));

        Assert.Equal([("second", 3), ("second", 4), ("second", 5)], trained);
        Assert.Equal(first, File.ReadAllBytes(Model("kept", "first")));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Model("kept", "first")));
        Assert.Equal(updated, new RunView(Run("kept", "first")).ReadRecord().Updated);
        Assert.Equal(File.ReadAllBytes(Model("undisturbed", "second")), File.ReadAllBytes(Model("kept", "second")));
        Assert.Equal(expected.Measurements, found.Measurements);
        Assert.Equal(expected.Measurements, inMemory.Measurements);
        Assert.Equal(undisturbed.Curve, again.Curve);
        Assert.Equal(5, again.Curve.Length);
    }

    [Fact]
    public void A_failed_run_is_resumed_from_its_last_checkpoint()
    {
        ExperimentOutcome expected = new TwoMachines().Run(Context(null));
        Assert.Throws<InvalidDataException>(() => new TwoMachines(measuring: (name, epoch) =>
        {
            if (name == "first" && epoch == 4)
                throw new InvalidDataException();
        }).Run(Context("kept")));

        List<(string Name, int Epoch)> trained = [];
        Assert.Equal(expected.Measurements, new TwoMachines(afterEpoch: (name, epoch) => trained.Add((name, epoch))).Run(Context("kept")).Measurements);

        Assert.Equal(("first", 4), trained[0]);
    }

    [Fact]
    public void A_run_with_other_settings_is_refused_with_the_differences_and_advice()
    {
        new TwoMachines(epochs: 3).Run(Context("kept"));

        StorageException refused = Assert.Throws<StorageException>(() => new TwoMachines(epochs: 4).Run(Context("kept") with { Seed = 2 }));

        Assert.Contains("different settings: seed 1 instead of 2, epochs 3 instead of 4.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Remove the folder, or choose another one.", refused.Message, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(_folder.FullName, "kept"), recursive: true);
        new TwoMachines(epochs: 4).Run(Context("kept"));
    }

    [Fact]
    public void A_run_with_other_data_is_refused()
    {
        new TwoMachines(epochs: 1).Run(Context("kept"));

        StorageException refused = Assert.Throws<StorageException>(() => new TwoMachines(epochs: 1, dataSeed: 2).Run(Context("kept")));

        Assert.Contains("other data than the current noise", refused.Message, StringComparison.Ordinal);
    }

    private ExperimentContext Context(string? runs) =>
        new() { Data = new DataLocations(null, ""), Runs = runs is null ? null : Path.Combine(_folder.FullName, runs) };

    private string Run(string runs, string name) => Path.Combine(_folder.FullName, runs, name);

    private string Model(string runs, string name) => new RunView(Run(runs, name)).ModelPath;
}
