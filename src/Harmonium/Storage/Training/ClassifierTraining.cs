using System.Text.Json;
using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Learning;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Storage.Training;

/// <summary>A classification RBM made ready to learn as settings say.</summary>
public sealed class ClassifierTraining : MachineTraining
{
    private const string ValidationError = "validationError";

    /// <summary>Enough examples for the error of a monitor to be small beside what an epoch changes, few enough to cost little beside it.</summary>
    private const int MostWatched = 2000;

    private readonly IReadOnlyList<string>? _classNames;

    /// <summary>A machine at the start of its training.</summary>
    /// <param name="settings">How to learn.</param>
    /// <param name="data">What to learn from, with labels.</param>
    /// <param name="device">Where the machine computes.</param>
    /// <exception cref="ConfigurationException">A setting makes no sense, alone or with these data.</exception>
    /// <exception cref="DataFileException">The data have no labels, or a value is no number, or not between 0 and 1.</exception>
    public ClassifierTraining(ClassifierTrainingSettings settings, DataParts data, Device device)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(data);
        settings.Validate();
        Settings = settings;
        if (data.Train.Labels is null)
            throw new DataFileException(data.Train.Name, "has no labels, and a classifier learns from them. Use data with labels, such as a folder with a sub-folder for each class.");
        if (data.Train.Classes < 2)
            throw new DataFileException(data.Train.Name, $"has {data.Train.Classes} class; a classifier tells at least two apart.");
        int classes = data.Train.Classes;
        Data = data with { Train = Limit(data.Train) };
        _classNames = data.Train.ClassNames;
        ProbabilityRange.Require(Data.Train);
        if (settings.Labelled > Data.Train.Count)
            throw new ConfigurationException("labelled", $"It is {settings.Labelled}, but there are {Data.Train.Count} examples to learn from. Ask for fewer, or leave it out for all.");
        // In a seeded order, so that those whose labels are used are drawn at random.
        Dataset train = settings.Labelled is null ? Data.Train : Data.Train.Shuffled(settings.Seed), labels = LabelExamples.Of(train, settings.Labelled, classes);
        Rbm = Start(train, labels, device);
        Dictionary<Layer, ExampleSource> sources = new()
        {
            [Rbm.Visible] = new ExampleSource(train, settings.Batch, settings.Seed, settings.Binarise, device),
            [Rbm.Label] = new ExampleSource(labels, settings.Batch, settings.Seed, Binarisation.None, device),
        };
        Learner = new EnergyLearner(Estimator(), new MomentumOptimiser(nesterov: true), sources, LearningOptions(), settings.Seed);
        if (settings.Patience is { } patience)
        {
            Stopping = Data.Validation is { Count: > 0 }
                ? new EarlyStopping(ValidationError, patience, higherIsBetter: false)
                : throw new ConfigurationException("patience", $"Stopping early watches {ValidationError}, which needs examples that were held out; {Data.Train.Name} has none. Hold some out, such as a tenth of them (validation 0.1).");
        }
    }

    /// <summary>How it learns.</summary>
    public ClassifierTrainingSettings Settings { get; }

    /// <summary>The machine.</summary>
    public ClassificationRbm Rbm { get; }

    /// <inheritdoc/>
    public override DataParts Data { get; }

    /// <inheritdoc/>
    public override EnergyLearner Learner { get; }

    /// <inheritdoc/>
    public override DenseCoupling Coupling => Rbm.Coupling;

    /// <inheritdoc/>
    public override EarlyStopping? Stopping { get; }

    /// <inheritdoc/>
    public override string MethodName => JsonNamingPolicy.KebabCaseLower.ConvertName(Settings.Objective.ToString());

    /// <inheritdoc/>
    public override int Epochs => Settings.Epochs;

    /// <inheritdoc/>
    public override ulong Seed => Settings.Seed;

    /// <inheritdoc/>
    internal override int CheckpointEvery => Settings.CheckpointEvery;

    /// <inheritdoc/>
    internal override int? CheckpointSteps => Settings.CheckpointSteps;

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics()
    {
        Dataset train = Watched(Data.Train);
        List<Metric> metrics = [new Metric("error", _ => Rbm.Judge(train).Error), new Metric("crossEntropy", _ => Rbm.Judge(train).CrossEntropy)];
        if (Data.Validation is { Count: > 0 } validation)
        {
            // Stopping compares small differences of errors, so all that was held out is judged.
            metrics.Add(new Metric(ValidationError, _ => Rbm.Judge(validation).Error));
            metrics.Add(new Metric("validationCrossEntropy", _ => Rbm.Judge(validation).CrossEntropy));
        }

        return metrics;
    }

    /// <inheritdoc/>
    public override JsonElement SettingsJson() => Settings.ToJson();

    /// <inheritdoc/>
    public override JsonElement DescribeMachine() => ClassificationRbmFile.Describe(Rbm, _classNames);

    /// <inheritdoc/>
    internal override ModelFile ModelOf(JsonElement training) => ClassificationRbmFile.ModelOf(Rbm, _classNames, training);

    private Dataset Limit(Dataset train)
    {
        if (Settings.Examples is not { } most || most == train.Count)
            return train;
        if (most > train.Count)
            throw new ConfigurationException("examples", $"It is {most}, but {train.Name} has {train.Count} examples to learn from. Ask for fewer, or leave it out for all.");
        return train.Split(Settings.Seed, most)[0];
    }

    private ClassificationRbm Start(Dataset train, Dataset labels, Device device)
    {
        int visible = train.Examples.Columns, classes = labels.Examples.Columns, hidden = Settings.Hidden;
        if ((long)Math.Max(visible, classes) * hidden > Array.MaxLength)
            throw new ConfigurationException("hidden", $"{visible} visible by {hidden} hidden units make more weights than a matrix can hold. Ask for fewer hidden units.");
        ClassificationRbm rbm = new(new Bernoulli(Tensor.Zeros(device, visible)), classes, new Bernoulli(Tensor.Zeros(device, hidden)));
        new ClassificationInitialisation { Scale = Settings.WeightScale, HiddenBias = Settings.HiddenBias }.Apply(rbm, train, labels, Settings.Seed);
        return rbm;
    }

    private GradientEstimator Estimator()
    {
        ContrastiveDivergence generative = new(Rbm.Machine, Settings.K);
        DiscriminativeGradient discriminative = new(Rbm, new DiscriminativeOptions
        {
            InputDropout = Settings.InputDropout,
            HiddenDropout = Settings.HiddenDropout,
            LabelSmoothing = Settings.LabelSmoothing,
            AdversarialShift = Settings.AdversarialShift,
        });
        return Settings.Objective switch
        {
            ClassifierObjective.Discriminative => discriminative,
            ClassifierObjective.Generative => generative,
            _ => new HybridGradient(Rbm, discriminative, generative, new HybridOptions { GenerativeWeight = Settings.GenerativeWeight, UnlabelledWeight = Settings.UnlabelledWeight }),
        };
    }

    private EnergyLearningOptions LearningOptions() => new()
    {
        LearningRate = new LinearSchedule(Settings.LearningRate, Settings.LearningRate / 100),
        Momentum = Settings.Momentum,
        Offsets = OffsetKind.None,
        L2 = Settings.L2,
        HiddenBiasDrop = Settings.HiddenBiasDrop,
        AverageFrom = Settings.AverageFrom,
    };

    private Dataset Watched(Dataset data) => data.Count <= MostWatched ? data : data.Split(Settings.Seed, MostWatched)[0];
}
