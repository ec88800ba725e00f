using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>Restricted Boltzmann machines with units of any kind.</summary>
internal sealed class RbmKind : ModelKind
{
    /// <inheritdoc/>
    public override string Name => "rbm";

    /// <inheritdoc/>
    public override string Summary => "a restricted Boltzmann machine";

    /// <inheritdoc/>
    public override DataNeed Data => DataNeed.Examples;

    /// <inheritdoc/>
    public override ModelParts Parts => ModelParts.Encoder | ModelParts.Sampler | ModelParts.Density | ModelParts.Completer;

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } =
        new(() => new RbmSettings(), new Dictionary<string, string>
        {
            ["learningRate"] = "0.05; 8/n up to 0.05 for gaussian visible units, n being the units of the larger layer",
        });

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train rbm", "train 500 hidden units on the built-in letters for 20 epochs"),
        ("harmonium train rbm --data mnist --hidden 500 --epochs 50", "train on handwritten digits"),
        ("harmonium train rbm --data photos/ --validation 0.1 --patience 5", "train on a folder of images of the same size, with early stopping"),
        ("harmonium train rbm --config settings.json --k 5", "read settings from a file, but use five Gibbs sweeps per step"),
    ];

    /// <inheritdoc/>
    public override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        Dataset train = data.Examples!.Train;
        RbmSettings s = ((RbmSettings)settings).For(train.Examples.Columns);
        RestrictedBoltzmannMachine rbm = RbmStage.NewRbm(s, train, train.Examples.Columns, device);
        StageWork work = new RbmStage(rbm, s, data.Examples, device).Begin(GivenTo(rbm, s, device));
        return new Training(this, new RbmModel(this, rbm, train.Shape), s, data,
            [new TrainingStage("training", s.Schedule, () => work) { ExamplesPerEpoch = train.Count }])
        {
            Summary = $"{train.Count} examples of {data.Name} ({train.Shape}), {rbm.Visible.Units.Count} visible and {rbm.Hidden.Units.Count} hidden units, " +
                $"{s.Energy.Method}",
        };
    }

    /// <inheritdoc/>
    public override TrainedModel Read(ModelFile file, Device device)
    {
        DescriptionReader description = new(file);
        EnergyFile energy = new(description, device);
        RbmModel model = new(this, RbmOf(energy), energy.Shape);
        description.RefuseUnknown(energy.TensorNames);
        return model;
    }

    /// <summary>Returns an action that copies the initial parameters of a file; null if there is none.</summary>
    /// <exception cref="ConfigurationException">The file has another kind of model, other units or other sizes.</exception>
    private Action<RestrictedBoltzmannMachine>? GivenTo(RestrictedBoltzmannMachine rbm, RbmSettings settings, Device device)
    {
        if (settings.InitialWeights is not { } path)
            return null;
        (ModelFile file, _) = ModelSource.Read(Directory.Exists(path) ? new RunView(path).RequireModel() : path, settings.Orientation);
        if (file.Kind != Name)
            throw new ConfigurationException("initialWeights", $"{path} is a model of the kind {Quotation.Of(file.Kind)}; expected an rbm.");
        RestrictedBoltzmannMachine given = ((RbmModel)Read(file, device)).Rbm;
        string found = Words(given), expected = Words(rbm);
        return found == expected ? into => into.Machine.CopyParametersFrom(given.Machine)
            : throw new ConfigurationException("initialWeights", $"The model in {path} has {found}; expected {expected}. Change `hidden`, the kinds of " +
                "units or the data, or use other weights.");

        static string Words(RestrictedBoltzmannMachine rbm) => $"{WordsOf(rbm.Visible)} and {WordsOf(rbm.Hidden)} units";

        static string WordsOf(Layer layer) => $"{layer.Units.Count} {layer.Units.Kind} {layer.Name}" +
            $"{(layer.Units.Parameters.Count > 1 ? " (with variance)" : "")}";
    }

    /// <summary>Returns the RBM that a file, or a part of it, describes.</summary>
    /// <exception cref="ModelFileException">The layers and couplings do not form an RBM.</exception>
    internal static RestrictedBoltzmannMachine RbmOf(EnergyFile energy)
    {
        Layer visible = energy.Single(LayerRole.Visible), hidden = energy.Single(LayerRole.Hidden);
        bool counts = visible.Units is ReplicatedSoftmax;
        if (energy.Couplings.Count != (counts ? 2 : 1))
            throw energy.Refuse($"it has {energy.Couplings.Count} couplings; expected for an RBM with {visible.Units.Kind} visible units " +
                $"{(counts ? "are 2, dense and total" : "is 1, dense")}");
        Tensor weights = energy.WeightsOf<Couplings.DenseCoupling>(visible, hidden);
        try
        {
            RestrictedBoltzmannMachine rbm = new(visible.Units, hidden.Units, weights);
            if (rbm.Totals is { } totals)
                energy.WeightsOf<Couplings.TotalCoupling>(visible, hidden).CopyTo(totals.Bias);
            return rbm;
        }
        catch (ArgumentException exception)
        {
            throw energy.Refuse($"its layers do not form an RBM: {exception.Message.TrimEnd('.')}");
        }
    }
}
