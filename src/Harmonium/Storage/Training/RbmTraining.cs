using System.Buffers;
using System.Text.Json;
using Harmonium.Data;
using Harmonium.Numerics;

namespace Harmonium.Storage;

/// <summary>A restricted Boltzmann machine made ready to learn as settings say: the machine, its learner, and what is watched.</summary>
public sealed class RbmTraining : Training
{
    /// <summary>Enough examples for the error of a monitor to be small beside what an epoch changes, few enough to cost little beside it.</summary>
    private const int MostWatched = 1000;

    /// <summary>A machine at the start of its training.</summary>
    /// <param name="settings">How to learn.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="device">Where the machine computes.</param>
    /// <exception cref="ConfigurationException">A setting makes no sense, alone or with these data.</exception>
    /// <exception cref="DataFileException">A value of the data is no number, or not between 0 and 1.</exception>
    public RbmTraining(RbmTrainingSettings settings, DataParts data, Device device)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(data);
        settings.Validate();
        Settings = settings;
        Data = data with { Train = Limit(data.Train) };
        ProbabilityRange.Require(Data.Train);
        ExampleSource source = new(Data.Train, settings.Batch, settings.Seed, settings.Binarise, device);
        Rbm = Start(source.Batches.Data, device);
        Learner = new EnergyLearner(TrainingMethod.Find(settings.Method)!.CreateFor(Rbm, settings), Optimiser(), source, LearningOptions(), settings.Seed);
        Monitors = [.. TrainingMonitor.All.Where(IsPossible)];
        Stopping = EarlyStopping();
    }

    /// <summary>How it learns.</summary>
    public RbmTrainingSettings Settings { get; }

    /// <summary>What it learns from.</summary>
    public DataParts Data { get; }

    /// <summary>The machine.</summary>
    public Rbm Rbm { get; }

    /// <summary>Who moves its parameters.</summary>
    public override EnergyLearner Learner { get; }

    /// <summary>What is measured after every epoch.</summary>
    public IReadOnlyList<TrainingMonitor> Monitors { get; }

    /// <summary>Who ends the training early; null where no patience was set.</summary>
    public override EarlyStopping? Stopping { get; }

    /// <inheritdoc/>
    public override TrainingSchedule Schedule => new(Settings.Epochs, Settings.Seed, Settings.CheckpointEvery, Settings.CheckpointSteps);

    /// <inheritdoc/>
    public override string DataName => Data.Train.Name;

    /// <inheritdoc/>
    public override string DataFingerprint => Data.Train.Fingerprint;

    /// <inheritdoc/>
    public override int ExamplesAnEpoch => Data.Train.Count;

    /// <inheritdoc/>
    public override Device Device => Rbm.Weights.Device;

    /// <inheritdoc/>
    public override JsonElement Machine => RbmFile.Describe(Rbm);

    /// <inheritdoc/>
    public override JsonElement SettingsJson => Settings.ToJson();

    /// <inheritdoc/>
    public override ModelFile ModelAfter(int epochs, long steps) => RbmFile.ModelOf(Rbm, Describe(epochs, steps));

    /// <summary>The monitors as metrics, on examples that are drawn once.</summary>
    public override IReadOnlyList<Metric> Metrics()
    {
        VisibleData train = Watched(Data.Train);
        VisibleData? validation = Data.Validation is { Count: > 0 } part ? Watched(part) : null;
        return [.. Monitors.Select(monitor => monitor.On(Rbm, train, validation, Settings.Seed))];
    }

    /// <summary>What a model file says of its training: nothing that differs between two runs of the same settings on the same data.</summary>
    /// <param name="epochs">The epochs made.</param>
    /// <param name="steps">The steps made.</param>
    public JsonElement Describe(int epochs, long steps)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("program", ProgramVersion.Text);
            json.WriteStartObject("data");
            json.WriteString("name", Data.Train.Name);
            json.WriteString("fingerprint", Data.Train.Fingerprint);
            json.WriteNumber("examples", Data.Train.Count);
            ItemShape shape = Data.Train.Shape;
            if (shape.IsImage)
            {
                json.WriteStartArray("image");
                json.WriteNumberValue(shape.Height);
                json.WriteNumberValue(shape.Width);
                json.WriteNumberValue(shape.Channels);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WritePropertyName("settings");
            Settings.ToJson().WriteTo(json);
            json.WriteNumber("epochs", epochs);
            json.WriteNumber("steps", steps);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private Dataset Limit(Dataset train)
    {
        if (Settings.Examples is not { } most || most == train.Count)
            return train;
        if (most > train.Count)
            throw new ConfigurationException("examples", $"It is {most}, but {train.Name} has {train.Count} examples to learn from. Ask for fewer, or leave it out for all.");
        return train.Split(Settings.Seed, most)[0];
    }

    private Rbm Start(Dataset examples, Device device)
    {
        int visible = examples.Examples.Columns, hidden = Settings.Hidden;
        if ((long)visible * hidden > Array.MaxLength)
            throw new ConfigurationException("hidden", $"{visible} visible by {hidden} hidden units make more weights than a matrix can hold. Ask for fewer hidden units.");
        Rbm rbm = new(UnitKind.Find(Settings.Visible)!.Create(visible, device), UnitKind.Find(Settings.HiddenUnits)!.Create(hidden, device));
        new RbmInitialisation { WeightScale = Settings.WeightScale }.Apply(rbm, examples, Settings.Seed);
        return rbm;
    }

    private Optimiser Optimiser() => Settings.Optimiser switch
    {
        OptimiserKind.Adam => new AdamOptimiser(),
        OptimiserKind.Nesterov => new MomentumOptimiser(nesterov: true),
        _ => new MomentumOptimiser(),
    };

    private EnergyLearningOptions LearningOptions() => new()
    {
        LearningRate = LearningRate(),
        Momentum = Settings.InitialMomentum is { } initial ? new SwitchSchedule(initial, Settings.Momentum, Settings.MomentumEpoch) : Settings.Momentum,
        Offsets = Settings.Offsets,
        OffsetRate = Settings.OffsetRate,
        L1 = Settings.L1,
        L2 = Settings.L2,
        MaximumNorm = Settings.MaximumNorm,
        AverageFrom = Settings.AverageFrom,
        Sparsity = Settings.SparsityTarget is { } target
            ? new SparsityOptions { Target = target, Cost = Settings.SparsityCost, Decay = Settings.SparsityDecay, Kind = Settings.SparsityKind }
            : null,
    };

    private Schedule LearningRate()
    {
        double first = Settings.LearningRate, last = Settings.FinalLearningRate ?? (first / 100);
        return Settings.LearningRateDecay switch
        {
            LearningRateDecay.Linear => new LinearSchedule(first, last, Settings.LearningRateHold),
            LearningRateDecay.Exponential => new ExponentialSchedule(first, last, Settings.LearningRateHold),
            LearningRateDecay.InverseTime => new InverseTimeSchedule(first, Settings.LearningRateHalfLife),
            _ => first,
        };
    }

    private bool IsPossible(TrainingMonitor monitor) =>
        (!monitor.NeedsValidation || Data.Validation is { Count: > 0 }) && (!monitor.NeedsBinary || Settings.Binarise != Binarisation.None);

    private VisibleData Watched(Dataset data) => new VisibleData(data, Settings.Binarise, Settings.Seed).Sample(MostWatched, Settings.Seed);

    private EarlyStopping? EarlyStopping()
    {
        if (Settings.Patience is not { } patience)
            return null;
        TrainingMonitor monitor = TrainingMonitor.All.First(known => known.Name == Settings.StopOn);
        if (monitor.NeedsValidation && Data.Validation is not { Count: > 0 })
            throw new ConfigurationException("patience", $"Stopping early watches {monitor.Name}, which needs examples that were held out; {Data.Train.Name} has none. Hold some out, such as a tenth of them (validation 0.1).");
        if (!Monitors.Contains(monitor))
            throw new ConfigurationException("stopOn", $"{monitor.Name} needs examples of 0 and 1, and they are left grey (binarise none). Watch reconstructionError or freeEnergyGap, or choose a binarisation.");
        return new EarlyStopping(monitor.Name, patience, monitor.HigherIsBetter);
    }
}
