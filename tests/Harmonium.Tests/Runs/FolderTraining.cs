using System.Security.Cryptography;
using Harmonium.Learning;
using Harmonium.Runs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Runs;

/// <summary>Starts or resumes a run in a folder and trains it to the end, or until it is canceled.</summary>
internal static class FolderTraining
{
    /// <summary>Trains.</summary>
    /// <param name="path">The run folder; created if it does not exist.</param>
    /// <param name="training">The initialized model and its stages.</param>
    /// <param name="cancelAfter">The number of steps after which the training is canceled; null for never.</param>
    /// <param name="watchers">Additional observers.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="options">The options of the run folder.</param>
    internal static TrainingOutcome Run(
        string path, Training training, int? cancelAfter = null, IReadOnlyList<TrainingObserver>? watchers = null, Action<string>? warn = null,
            RunFolderOptions? options = null)
    {
        using RunFolder folder = Directory.Exists(path)
            ? RunFolder.Open(path, TimeProvider.System, options)
            : RunFolder.Create(path, TrainingRun.RecordOf(training, "data", new Dictionary<string, string>()), TimeProvider.System, options);
        using CancellationTokenSource cancel = new();
        TrainingObserver[] all = [.. watchers ?? [], .. cancelAfter is { } steps ? [new Canceller(cancel, steps)] : Array.Empty<TrainingObserver>()];
        return new TrainingRun(folder, training, TimeProvider.System).Run(all, warn, cancel.Token);
    }

    /// <summary>Returns the SHA-256 of the model file of a run.</summary>
    internal static string ModelSha256(string run) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(new RunView(run).ModelPath)));

    /// <summary>Returns a SHA-256 of the parameters of a model, without the rest of its file.</summary>
    internal static string ParametersSha256(TrainedModel model) =>
        new TensorFile(model.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values), new Dictionary<string, string>()).Sha256();

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
