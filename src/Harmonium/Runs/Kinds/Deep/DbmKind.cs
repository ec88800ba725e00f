using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>
/// Deep Boltzmann machines of any depth (Salakhutdinov &amp; Hinton 2009). All layers are trained together from random weights by the centered gradient
/// (Montavon &amp; Müller 2012), with mean-field means of the hidden units in the data phase and persistent chains in the model phase.
/// </summary>
internal sealed class DbmKind : ModelKind
{
    /// <inheritdoc/>
    public override string Name => "dbm";

    /// <inheritdoc/>
    public override string Summary => "a deep Boltzmann machine";

    /// <inheritdoc/>
    public override DataNeed Data => DataNeed.Examples;

    /// <inheritdoc/>
    public override ModelParts Parts => ModelParts.Encoder | ModelParts.Sampler | ModelParts.Density | ModelParts.Completer;

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } =
        new(() => new DbmSettings(), new Dictionary<string, string> { ["learningRate"] = "0.05; 0.005 for gaussian visible units" });

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train dbm --hidden 500,1000 --data mnist", "train two hidden layers on handwritten digits, without labels"),
        ("harmonium train dbm --hidden 100,50,20 --epochs 50", "train three hidden layers on the built-in letters"),
        ("harmonium train dbm --data mnist --k 5 --learning-rate-schedule linear", "use five Gibbs sweeps per step and a falling learning rate"),
    ];

    /// <inheritdoc/>
    public override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        DbmSettings s = (DbmSettings)settings;
        Dataset train = data.Examples!.Train;
        int[] sizes = [train.Examples.Columns, .. s.Sizes];
        MemoryLimit.RequireWeights("hidden", "Use fewer hidden units.", sizes.Zip(sizes.Skip(1), (below, above) => ((long)below, (long)above)));
        MemoryLimit.RequireStates("chains", s.Energy.Chains, sizes.Select(size => (long)size));
        RbmSettings stage = s.Stage;
        DeepBoltzmannMachine dbm = new(UnitKind.Find(s.Visible)!.Create(sizes[0], device, stage.FieldsOf(s.Visible, train)),
            [.. sizes.Skip(1).Select(size => new Bernoulli(Tensor.Zeros(device, size)))]);
        StageWork work = new RbmStage(dbm.Machine, stage, data.Examples, device).Begin();
        return new Training(this, new DbmModel(this, dbm, train.Shape), s, data,
            [new TrainingStage("training", s.Schedule, () => work) { ExamplesPerEpoch = train.Count }])
        {
            Summary = $"{train.Count} examples of {data.Name} ({train.Shape}), {string.Join("-", sizes)} units, {s.Energy.Method}",
        };
    }

    /// <inheritdoc/>
    public override TrainedModel Read(ModelFile file, Device device)
    {
        DescriptionReader description = new(file);
        EnergyFile energy = new(description, device);
        description.RefuseUnknown(energy.TensorNames);
        try
        {
            return new DbmModel(this, new DeepBoltzmannMachine(new BoltzmannMachine(energy.Layers, energy.Couplings)), energy.Shape);
        }
        catch (ArgumentException exception)
        {
            throw energy.Refuse($"its layers do not form a deep Boltzmann machine: {exception.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}");
        }
    }
}
