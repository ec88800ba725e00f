using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Classes;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium;

/// <summary>
/// A trained model of any kind: what it can do depends on its kind, and a method that its kind lacks throws
/// <see cref="NotSupportedException"/>. A model is immutable and may be applied from many threads at once.
/// </summary>
public abstract partial class Model
{
    private protected const int DefaultSweeps = 1000;

    private static readonly Dictionary<string, Func<StoredModel, Model>> _classes = new(StringComparer.Ordinal)
    {
        ["rbm"] = stored => new Rbm(stored),
        ["stack"] = stored => new Stack(stored),
        ["dbn"] = stored => new Dbn(stored),
        ["dbm"] = stored => new Dbm(stored),
        ["classifier-rbm"] = stored => new ClassifierRbm(stored),
        ["table-rbm"] = stored => new TableRbm(stored),
        ["hopfield"] = stored => new Hopfield(stored),
        ["mlp"] = stored => new Mlp(stored),
        ["lenet"] = stored => new LeNet(stored),
        ["text"] = stored => new TextModel(stored),
    };

    private protected Model(StoredModel stored) => Stored = stored;

    /// <summary>The name of the kind, such as <c>rbm</c>.</summary>
    public string Kind => Core.Kind.Name;

    /// <summary>The number of values per example; 0 for kinds that take no examples.</summary>
    public int Columns => Core.Shape?.Columns ?? 0;

    /// <summary>The names of the columns of the training data, which other data with names are matched to; null where they had none.</summary>
    public IReadOnlyList<string>? ColumnNames => Stored.ColumnNames;

    /// <summary>The names of the classes, by label; null where they are the numbers from 0.</summary>
    public IReadOnlyList<string>? ClassNames => Core.Classifier?.ClassNames;

    private protected StoredModel Stored { get; }

    private protected TrainedModel Core => Stored.Model;

    /// <summary>
    /// Messages about what was assumed when the model was loaded: not empty only for a file of another program that has weights but no description.
    /// </summary>
    public IReadOnlyList<string> Notices => Stored.Notices;

    /// <summary>
    /// Loads a model of any kind from a model file or a run folder. The weights and biases of an RBM that another program wrote, as safetensors or NPZ
    /// without a description, load as an RBM; see <see cref="Notices"/>.
    /// </summary>
    /// <param name="path">The file, or the folder of a finished run.</param>
    /// <param name="orientation">The orientation of weights without a description; null to tell it from their shapes, which is possible unless they are
    /// square.</param>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ModelFileException">It is damaged, not the model that the run wrote, or not a model of a known kind.</exception>
    public static Model Load(string path, WeightOrientation? orientation = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Of(ModelKinds.BuiltIn.Open(Directory.Exists(path) ? new RunView(path).RequireModel() : path, Device.Default,
            orientation: orientation));
    }

    /// <summary>Writes the model to a file. An existing file is replaced as a whole or, on an error, left as it was.</summary>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Stored.File.Write(path);
    }

    /// <summary>Computes the features of examples: for an RBM the means of its hidden units, p(h = 1 | v) for binary ones.</summary>
    /// <param name="rows">The examples, [rows, columns].</param>
    /// <returns>[rows, features].</returns>
    /// <exception cref="NotSupportedException">The kind has no features.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public float[,] Transform(Rows rows)
    {
        Encoder encoder = Need(Core.Encoder, ModelParts.Encoder, nameof(Transform));
        return Mapped(Fitting(rows), encoder.Features, encoder.Transform);
    }

    /// <summary>Maps examples to their features and back.</summary>
    /// <param name="rows">The examples, [rows, columns].</param>
    /// <returns>The reconstructions, [rows, columns].</returns>
    /// <exception cref="NotSupportedException">The kind, or this model, has no way back from features to examples.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public float[,] Reconstruct(Rows rows)
    {
        Encoder encoder = Need(Core.Encoder, ModelParts.Encoder, nameof(Reconstruct));
        if (!encoder.CanReconstruct)
            throw new NotSupportedException($"This model cannot reconstruct examples: {encoder.NoReconstruction}");
        return Mapped(Fitting(rows), Columns, encoder.Reconstruct);
    }

    /// <summary>Draws samples by Gibbs sampling from random states.</summary>
    /// <param name="count">The number of samples, each of a chain of its own, at least 1.</param>
    /// <param name="sweeps">The number of Gibbs sweeps of every chain, at least 1.</param>
    /// <param name="seed">The seed of the sampling.</param>
    /// <returns>The visible states, [count, columns].</returns>
    /// <exception cref="NotSupportedException">The kind cannot be sampled.</exception>
    public float[,] Sample(int count, int sweeps = DefaultSweeps, ulong seed = 1)
    {
        Sampler sampler = Need(Core.Sampler, ModelParts.Sampler, nameof(Sample));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 1);
        return Swept((chains, random) => sampler.Start(chains, random), count, sweeps, seed);
    }

    /// <summary>Runs chains and returns their states.</summary>
    private protected float[,] Swept(Func<int, RandomStream, SampleChains> start, int count, int sweeps, ulong seed)
    {
        RandomStream random = RandomStream.For(seed, Purpose.Sampling);
        SampleChains chains = start(count, random);
        for (int sweep = 1; sweep <= sweeps; sweep++)
            chains.Sweep(random, sweep);
        float[,] samples = new float[count, Columns];
        Tensor states = chains.States.AsTensor();
        for (int row = 0; row < count; row++)
            CopyRow(states.Row(row), samples, row);
        return samples;
    }

    /// <summary>
    /// Estimates the mean log-likelihood of examples in nats: exact where log Z can be enumerated, else an interval from forward and reverse
    /// annealed importance sampling. Gray values are made binary as in training. For a deep belief network with many hidden units it is a lower bound.
    /// </summary>
    /// <param name="test">The examples, [rows, columns].</param>
    /// <param name="training">The examples that the model was trained on, for the baseline and the start of annealing; null if they are not available.</param>
    /// <param name="options">The options of the evaluation; defaults when null.</param>
    /// <param name="cancel">Cancels the annealing.</param>
    /// <exception cref="NotSupportedException">The kind has no likelihood.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public Likelihood LogLikelihood(Rows test, Rows? training = null, EvaluationOptions? options = null, CancellationToken cancel = default)
    {
        Density density = Need(Core.Density, ModelParts.Density, nameof(LogLikelihood));
        VisibleData Binary(Rows rows) => new(Fitting(rows), Stored.Settings.Binarization, Stored.Settings.Seed);
        return new Likelihood(density.Evaluate(Binary(test), training is { } rows ? Binary(rows) : null, options, null, cancel));
    }

    /// <summary>Predicts the most likely class of every example.</summary>
    /// <param name="rows">The examples, [rows, columns].</param>
    /// <returns>The labels; <see cref="ClassNames"/> has their names.</returns>
    /// <exception cref="NotSupportedException">The kind, or this model, is not a classifier.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public int[] Predict(Rows rows) =>
        [.. Need(Core.Classifier, ModelParts.Classifier, nameof(Predict)).Predict(Fitting(rows)).Select(found => found.Class)];

    /// <summary>
    /// Returns the labels of data as classes of the model, to compare them with <see cref="Predict"/>. Classes are matched by name, where 1, 1.0 and 01 are
    /// the same: data of their own may number their classes otherwise.
    /// </summary>
    /// <param name="data">Data with labels.</param>
    /// <exception cref="NotSupportedException">The kind, or this model, is not a classifier.</exception>
    /// <exception cref="ArgumentException">The data have no labels.</exception>
    /// <exception cref="DataFileException">A label is not a class of the model.</exception>
    public int[] LabelsOf(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Need(Core.Classifier, ModelParts.Classifier, nameof(LabelsOf)).Fitted(data).Labels
            ?? throw new ArgumentException($"The data {data.Name} have no labels. Use data with labels.", nameof(data));
    }

    /// <summary>
    /// Evaluates a classifier on labeled data: error, majority baseline, balanced accuracy, precision and recall of every class, and the confusion matrix.
    /// Classes are matched by name, as in <see cref="LabelsOf"/>.
    /// </summary>
    /// <param name="data">Data with labels.</param>
    /// <param name="cancel">Cancels the evaluation.</param>
    /// <exception cref="NotSupportedException">The kind, or this model, is not a classifier.</exception>
    /// <exception cref="ArgumentException">The data have no labels, or do not fit the model.</exception>
    /// <exception cref="DataFileException">A label is not a class of the model.</exception>
    public ClassificationReport EvaluateClasses(Dataset data, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Need(Core.Classifier, ModelParts.Classifier, nameof(EvaluateClasses)).Report(Fitting(data), Stored.TrainingCounts, cancel);
    }

    /// <summary>Computes the probability of every class for every example.</summary>
    /// <param name="rows">The examples, [rows, columns].</param>
    /// <returns>p(class | example), [rows, classes].</returns>
    /// <exception cref="NotSupportedException">The kind, or this model, is not a classifier.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public float[,] PredictProbability(Rows rows)
    {
        Classifier classifier = Need(Core.Classifier, ModelParts.Classifier, nameof(PredictProbability));
        return Stacked(classifier.Probabilities(Fitting(rows)), rows.Data.Count, classifier.Classes);
    }

    /// <summary>The model of the class that belongs to its kind.</summary>
    private protected static Model Of(StoredModel stored) => _classes.TryGetValue(stored.Model.Kind.Name, out Func<StoredModel, Model>? create)
        ? create(stored)
        : new OtherModel(stored);

    /// <summary>A model of a class.</summary>
    private protected static T Loaded<T>(string path, WeightOrientation? orientation = null)
        where T : Model => Load(path, orientation) is var model && model is T wanted ? wanted
        : throw new ModelFileException(path, $"it is a model of the kind {model.Kind}; load it with Model.Load, or with the class of that kind.");

    /// <summary>Trains a model of the kind that the settings belong to.</summary>
    private protected static T Trained<T>(KindSettings settings, Func<KindSettings, TrainingData> data, IProgress<TrainingProgress>? progress,
        CancellationToken cancel)
        where T : Model
    {
        ModelKind kind = ModelKinds.BuiltIn.KindOf(settings);
        KindSettings effective = kind.Effective(settings);
        Training training = kind.Prepare(effective, data(effective), Device.Default);
        List<Learning.TrainingObserver> observers = [new Learning.DivergenceGuard()];
        if (progress is not null)
            observers.Add(new ProgressObserver(progress));
        TrainingEnd end = training.Run(observers, null, cancel);
        cancel.ThrowIfCancellationRequested();
        return (T)Of(new StoredModel(training.Model.ToFile(training.Describe(end)), training.Model));
    }

    private protected T Need<T>(T? part, ModelParts which, string method)
        where T : class => part ?? throw new NotSupportedException(
            Core.Kind.Parts.HasFlag(which)
                ? $"This {Kind} model has no {method}. {Core.Kind.AdviceFor(which)}"
                : $"Models of the kind {Kind} have no {method}; these kinds do: " +
                    $"{string.Join(", ", ModelKinds.BuiltIn.With(which).Select(kind => kind.Name))}.");

    /// <summary>The data with their columns in the order of the model, by name if both have names.</summary>
    private Dataset Arranged(Dataset data)
    {
        try
        {
            return Stored.Fitted(data, withLabels: false);
        }
        catch (DataFileException exception)
        {
            throw new ArgumentException(exception.Message, nameof(data), exception);
        }
    }

    /// <summary>The rows as a data set that fits the model. Cells of tables may be missing.</summary>
    private protected Dataset Fitting(Rows rows, bool mayMiss = false)
    {
        if (Core.CellCompleter is { } cells)
        {
            mayMiss = true;
            if (rows.Table is { } table && !table.Schema.HasColumnsOf(cells.Schema))
                throw new ArgumentException($"The columns of the table {table.Name} differ from those of the model. Read it with the schema of the model.",
                    nameof(rows));
        }

        Dataset data = Arranged(rows.Data);
        if (data.Examples.Columns != Columns)
            throw new ArgumentException($"The rows have {data.Examples.Columns} values; the model takes {Columns}.", nameof(rows));
        LayerUnits? units = Core.VisibleUnits;
        Tensor row = Tensor.Zeros(1, Columns);
        for (int i = 0; i < data.Count; i++)
        {
            data.Examples.CopyRows([i], row);
            int column = row.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
            while (mayMiss && column >= 0 && float.IsNaN(row[0, column]))
            {
                int next = row.AsSpan()[(column + 1)..].IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
                column = next < 0 ? -1 : column + 1 + next;
            }

            if (column >= 0)
                throw new ArgumentException($"Row {i}, column {column} (from 0) is {row[0, column]}; values must be finite numbers." +
                    $"{(float.IsNaN(row[0, column]) && Core.Completer is not null ? " Complete fills in missing values." : "")}", nameof(rows));
            // Gray values are probabilities of binary units, as in training; values beyond their range are most often pixels that were not scaled.
            if (units is Bernoulli && row.AsSpan().IndexOfAnyExceptInRange(0f, 1f) is >= 0 and int beyond && !float.IsNaN(row[0, beyond]))
                throw new ArgumentException($"Row {i}, column {beyond} (from 0) is {row[0, beyond]}; Bernoulli units need values from 0 to 1. Scale the " +
                    "data as for " +
                    "the training, such as pixels by 1/255.", nameof(rows));
        }

        return data;
    }

    private float[,] Mapped(Dataset data, int columns, Func<States, Tensor> map) =>
        Stacked(new VisibleData(data).Blocks(Core.Device).Select(map), data.Count, columns);

    private static float[,] Stacked(IEnumerable<Tensor> blocks, int rows, int columns)
    {
        float[,] all = new float[rows, columns];
        int first = 0;
        foreach (Tensor block in blocks)
        {
            for (int row = 0; row < block.Rows; row++)
                CopyRow(block.Row(row), all, first++);
        }

        return all;
    }

    private static void CopyRow(ReadOnlySpan<float> row, float[,] into, int index)
    {
        for (int column = 0; column < row.Length; column++)
            into[index, column] = row[column];
    }

    /// <summary>A model of a kind that has no class of its own.</summary>
    private sealed class OtherModel(StoredModel stored) : Model(stored);

    private sealed class ProgressObserver(IProgress<TrainingProgress> progress) : Learning.TrainingObserver
    {
        private Learning.StageStart? _stage;

        public override void StageBegins(Learning.StageStart stage) => _stage = stage;

        public override void AfterEpoch(Learning.TrainingEpoch epoch) =>
            progress.Report(new TrainingProgress(_stage!.Name, epoch.Number, _stage.Epochs, _stage.FirstStep + epoch.Time.Step, epoch.Metrics));
    }
}
