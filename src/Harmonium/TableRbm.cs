using Harmonium.Data.Tables;
using Harmonium.Errors;
using Harmonium.Evaluation.Tables;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Sampling;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium;

/// <summary>An RBM of a table with numeric, count, categorical and yes-no columns, some of whose cells may be missing.</summary>
public sealed class TableRbm : Model
{
    internal TableRbm(StoredModel stored)
        : base(stored)
    {
    }

    /// <summary>The columns that the model knows.</summary>
    public TableSchema Schema => Core.CellCompleter!.Schema;

    /// <summary>Trains a model. The same settings, seed and data give the same bytes as <c>harmonium train table-rbm</c>.</summary>
    /// <param name="table">The rows; see <see cref="Datasets.Table{T}(IEnumerable{T})"/> and <see cref="TableFile"/>.</param>
    /// <param name="settings">The settings; the defaults when null.</param>
    /// <param name="progress">Receives the state after every epoch.</param>
    /// <param name="cancel">Cancels the training after the current step.</param>
    /// <exception cref="ConfigurationException">A setting is out of range, or does not fit the data.</exception>
    /// <exception cref="DivergedException">The training diverged.</exception>
    /// <exception cref="OperationCanceledException">The training was canceled.</exception>
    public static TableRbm Train(Table table, TableRbmSettings? settings = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Trained<TableRbm>(settings ?? new(), effective => ((TableDataSettings)effective.Input).Limited(table, effective.Seed), progress, cancel);
    }

    /// <summary>Trains a model on a thread of the pool; see <see cref="Train"/>.</summary>
    /// <inheritdoc cref="Train"/>
    public static Task<TableRbm> TrainAsync(Table table, TableRbmSettings? settings = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default) => Task.Run(() => Train(table, settings, progress, cancel), cancel);

    /// <summary>Loads a model of this kind from a model file or a run folder.</summary>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ModelFileException">It is damaged, or a model of a different kind.</exception>
    public static TableRbm Load(string path) => Loaded<TableRbm>(path);

    /// <summary>Fills in the missing cells of a table given the known cells of their row, by Gibbs sampling.</summary>
    /// <param name="table">A table with the columns of <see cref="Schema"/>.</param>
    /// <param name="options">The number of sweeps and the seed; the defaults when null.</param>
    /// <param name="cancel">Cancels the sampling.</param>
    /// <returns>The mean and standard deviation of each missing number, and the probabilities of each missing word.</returns>
    /// <exception cref="ArgumentException">The table has other columns.</exception>
    public TableCompletion Complete(Table table, TableCompletionOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Core.CellCompleter!.Complete(table, options ?? new(), cancel);
    }

    /// <summary>Hides some known cells of a table, fills them in, and compares the errors with those of column averages and of the 5 nearest rows.</summary>
    /// <param name="test">The rows to judge, with the columns of <see cref="Schema"/>; at most 1,000 of them are used.</param>
    /// <param name="training">The training rows, without those of <paramref name="test"/>, for the simple fillings; null to use the cells of
    /// <paramref name="test"/> that are not hidden.</param>
    /// <param name="share">The fraction of the known cells to hide, above 0 and below 1.</param>
    /// <param name="seed">The seed of the choice of cells and of the sampling.</param>
    /// <param name="cancel">Cancels the sampling.</param>
    /// <exception cref="ArgumentException">A table has other columns.</exception>
    public CompletionErrors EvaluateCompletion(Table test, Table? training = null, double share = 0.2, ulong seed = 1, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), $"The fraction of cells to hide is {share}; expected a number above 0 and below 1.");
        return Core.CellCompleter!.Judge(test, training, share, seed, cancel);
    }
}
