using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium;

#pragma warning disable CA1000 // Static members are called on the classes that fix the type arguments, as in Rbm.Train.

/// <summary>A model that is trained on examples in rows.</summary>
/// <typeparam name="TSelf">The class of the model.</typeparam>
/// <typeparam name="TSettings">The settings of its training; the defaults are those of the command line.</typeparam>
public abstract class ExampleModel<TSelf, TSettings> : Model
    where TSelf : ExampleModel<TSelf, TSettings>
    where TSettings : KindSettings, new()
{
    private protected ExampleModel(StoredModel stored)
        : base(stored)
    {
    }

    /// <summary>The settings of the training; the defaults where the model file does not say.</summary>
    public TSettings Settings => (TSettings)Stored.Settings;

    /// <summary>Trains a model. The same settings, seed and data give the same bytes as <c>harmonium train</c>.</summary>
    /// <param name="data">The training examples, with labels where the kind needs them; see <see cref="Datasets"/>.</param>
    /// <param name="settings">The settings; the defaults when null.</param>
    /// <param name="validation">Held-out examples for early stopping and metrics; null to hold out what the settings say.</param>
    /// <param name="progress">Receives the state after every epoch.</param>
    /// <param name="cancel">Cancels the training after the current step.</param>
    /// <exception cref="ConfigurationException">A setting is out of range, or does not fit the data.</exception>
    /// <exception cref="DataFileException">The data do not fit the kind.</exception>
    /// <exception cref="DivergedException">The training diverged.</exception>
    /// <exception cref="OperationCanceledException">The training was canceled.</exception>
    public static TSelf Train(Rows data, TSettings? settings = null, Rows? validation = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default) =>
        Trained<TSelf>(settings ?? new(), effective =>
            ((ExampleDataSettings)effective.Input).Of(new DataSplits(data.Data, validation?.Data, null), effective.Seed),
            progress, cancel);

    /// <summary>Trains a model on a thread of the pool; see <see cref="Train"/>.</summary>
    /// <inheritdoc cref="Train"/>
    public static Task<TSelf> TrainAsync(Rows data, TSettings? settings = null, Rows? validation = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default) =>
        Task.Run(() => Train(data, settings, validation, progress, cancel), cancel);

    /// <summary>Loads a model of this kind from a model file or a run folder.</summary>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ModelFileException">It is damaged, or a model of a different kind.</exception>
    public static new TSelf Load(string path, WeightOrientation? orientation = null) => Loaded<TSelf>(path, orientation);
}
