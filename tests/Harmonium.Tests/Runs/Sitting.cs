using System.Security.Cryptography;
using Harmonium.Learning;
using Harmonium.Runs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Runs;

/// <summary>What one process does of a training in a run folder: begins it, or continues it where it stands, to the end or until it is canceled.</summary>
internal static class Sitting
{
    /// <summary>One sitting.</summary>
    /// <param name="path">The run folder; made where there is none.</param>
    /// <param name="training">The training at its start.</param>
    /// <param name="cancelAfter">Cancels after so many steps of this sitting; null for never.</param>
    /// <param name="watchers">Who watches as well.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="options">How the folder is kept.</param>
    internal static TrainingOutcome Of(
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

    /// <summary>The SHA-256 of the model of a run.</summary>
    internal static string ModelSha256(string run) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(new RunView(run).ModelPath)));

    /// <summary>A SHA-256 of the parameters of a model, whatever else its file says.</summary>
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
