using System.CommandLine;
using System.CommandLine.Parsing;
using Harmonium.Learning;
using Harmonium.Sampling;
using Harmonium.Storage.Training;
using Harmonium.Units;

namespace Harmonium.Cli.Parsing;

/// <summary>The settings of a training as options: each option has the name of its setting, and only what is given changes the defaults.</summary>
internal sealed class SettingOptions : SettingOptionSet<RbmTrainingSettings>
{
    // Nothing holds a Gaussian unit back whose reconstructions grow: one or two orders of magnitude below the rate of binary ones (Hinton 2010, section 13.2). 0.05 diverges on MNIST within
    // four steps.
    private const double GaussianLearningRate = 0.005;

    private static readonly RbmTrainingSettings _usual = new();
    private readonly Option<bool> _centred = new("--centred") { Description = "the centred gradient (--offsets centred), which is usual; --centred=false for the plain one" };

    /// <summary>All settings.</summary>
    internal SettingOptions()
    {
        Machine();
        Method();
        Rates();
        Penalties();
        DataAndRun();
    }

    /// <inheritdoc/>
    internal override void AddTo(Command command)
    {
        base.AddTo(command);
        command.Options.Add(_centred);
    }

    /// <inheritdoc/>
    internal override RbmTrainingSettings Apply(ParseResult parsed, RbmTrainingSettings settings)
    {
        if (parsed.GetResult(_centred) is OptionResult { Implicit: false })
            settings = settings with { Offsets = parsed.GetValue(_centred) ? OffsetKind.Centred : OffsetKind.None };
        return base.Apply(parsed, settings);
    }

    private static string Kinds() => string.Join(", ", UnitKind.All.Select(kind => kind.Name));

    private void Machine()
    {
        Word("visible", "kind", $"the kind of the visible units: {Kinds()} [{_usual.Visible}]", (s, x) => s with { Visible = x, LearningRate = x == "gaussian" ? GaussianLearningRate : s.LearningRate });
        Word("hiddenUnits", "kind", $"the kind of the hidden units: {Kinds()} [{_usual.HiddenUnits}]", (s, x) => s with { HiddenUnits = x });
        Whole("trials", "what a binomial unit counts up to [255]", (s, x) => s with { Trials = x });
        Whole("categories", "how many units a categorical block has", (s, x) => s with { Categories = x });
        Word("variance", "word", "the variance of gaussian visible units: learned or fixed at 1 [learned]", (s, x) => s with
        {
            LearnVariance = x switch
            {
                "learned" => true,
                "fixed" => false,
                _ => throw new UsageException($"--variance is 'learned' or 'fixed'; '{x}' is neither.", "Try: harmonium train rbm --visible gaussian --variance learned"),
            }
        });
        Whole("hidden", $"how many hidden units [{_usual.Hidden}]", (s, x) => s with { Hidden = x });
        Number("weightScale", $"the standard deviation of the first weights [{_usual.WeightScale}]", (s, x) => s with { WeightScale = x });
    }

    private void Method()
    {
        string methods = string.Join(", ", TrainingMethod.All.Select(method => $"{method.Name} ({method.Description})"));
        Word("method", "name", $"how the gradient is estimated: {methods} [{_usual.Method}]", (s, x) => s with { Method = x });
        Whole("k", $"sweeps a step [{_usual.K}]", (s, x) => s with { K = x });
        Whole("chains", $"persistent chains, a temperature where there are several [{_usual.Chains}]", (s, x) => s with { Chains = x });
        Whole("temperatures", $"temperatures of pt [{new TemperingOptions().Temperatures}]", (s, x) => s with { Temperatures = x });
        Number("fastLearningRate", "the rate of the fast weights of fpcd [the learning rate]", (s, x) => s with { FastLearningRate = x });
        Number("leastEffectiveShare", "undo a step after which a smaller share of the chains is effective [keep every step]", (s, x) => s with { LeastEffectiveShare = x });
        Choice("offsets", _usual.Offsets, "what is subtracted from states", (s, x) => s with { Offsets = x });
        Number("offsetRate", $"how fast the offsets follow the data [{_usual.OffsetRate}]", (s, x) => s with { OffsetRate = x });
        Whole("epochs", $"how many times every example is visited [{_usual.Epochs}]", (s, x) => s with { Epochs = x });
        Whole("batch", $"examples a step [{_usual.Batch}]", (s, x) => s with { Batch = x });
        Choice("optimiser", _usual.Optimiser, "how parameters move along the gradient", (s, x) => s with { Optimiser = x });
    }

    private void Rates()
    {
        Number("learningRate", $"the learning rate at the start [{_usual.LearningRate}; of gaussian visible units {GaussianLearningRate}]", (s, x) => s with { LearningRate = x });
        Choice("learningRateDecay", _usual.LearningRateDecay, "how it changes", (s, x) => s with { LearningRateDecay = x });
        Number("finalLearningRate", "where a linear or exponential decay ends [a hundredth of the first]", (s, x) => s with { FinalLearningRate = x });
        Number("learningRateHold", $"the share of the training before that decay sets in [{_usual.LearningRateHold}]", (s, x) => s with { LearningRateHold = x });
        Number("learningRateHalfLife", $"the epochs in which an inverse-time decay halves it [{_usual.LearningRateHalfLife}]", (s, x) => s with { LearningRateHalfLife = x });
        Number("momentum", $"how much of the velocity is kept [{_usual.Momentum}]", (s, x) => s with { Momentum = x });
        Number("initialMomentum", "the momentum before --momentum-epoch [the same]", (s, x) => s with { InitialMomentum = x });
        Whole("momentumEpoch", $"the epoch from which on --momentum holds [{_usual.MomentumEpoch}]", (s, x) => s with { MomentumEpoch = x });
        Number("averageFrom", "the share of the training after which parameters are averaged [no averaging]", (s, x) => s with { AverageFrom = x });
    }

    private void Penalties()
    {
        Number("l1", $"the weight of Σ |w| [{_usual.L1}]", (s, x) => s with { L1 = x });
        Number("l2", $"the weight of ½ Σ w² [{_usual.L2}]", (s, x) => s with { L2 = x });
        Number("maximumNorm", "the largest length of a hidden unit's weight vector [no limit]", (s, x) => s with { MaximumNorm = x });
        Number("sparsityTarget", "the wanted mean activation of hidden units [none]", (s, x) => s with { SparsityTarget = x });
        Number("sparsityCost", $"how strongly they are drawn there [{_usual.SparsityCost}]", (s, x) => s with { SparsityCost = x });
        Number("sparsityDecay", $"how much of the running mean is kept [{_usual.SparsityDecay}]", (s, x) => s with { SparsityDecay = x });
        Choice("sparsityKind", _usual.SparsityKind, "which penalty draws them", (s, x) => s with { SparsityKind = x });
    }

    private void DataAndRun()
    {
        Choice("binarise", _usual.Binarise, "how grey pixels become black and white", (s, x) => s with { Binarise = x });
        Whole("examples", "learn from so many examples, drawn at random [all]", (s, x) => s with { Examples = x });
        Number("validation", $"hold out a fraction, or a number of examples, where the data have no validation part [{_usual.Validation}]", (s, x) => s with { Validation = x });
        Whole("patience", "stop after so many epochs without improvement, and keep the best [make all epochs]", (s, x) => s with { Patience = x });
        Word("stopOn", "monitor", $"what has to improve: {string.Join(", ", TrainingMonitor.All.Select(monitor => monitor.Name))} [{_usual.StopOn}]", (s, x) => s with { StopOn = x });
        Whole("checkpointEvery", $"save a checkpoint after so many epochs [{_usual.CheckpointEvery}]", (s, x) => s with { CheckpointEvery = x });
        Whole("checkpointSteps", "save a checkpoint after so many steps besides [only after epochs]", (s, x) => s with { CheckpointSteps = x });
        Word("labels", "column", "what holds the labels of a table or an archive [found by its name]", (s, x) => s with { Labels = x });
        Word("imageSize", "height x width", "bring every image of a folder to this size, such as 28x28 [all have one size]", (s, x) => s with { ImageSize = x });
        Word("shape", "height x width", "the size of images that the file knows as vectors, such as 28x28", (s, x) => s with { Shape = x });
        Number("scale", "what every stored value is multiplied by [1, or 1/255 for bytes]", (s, x) => s with { Scale = x });
    }
}
