using Harmonium.Data;
using Harmonium.Learning;
using Harmonium.Units;

namespace Harmonium.Storage.Training;

/// <summary>Whether the settings of a training make sense: each in its range, and all together.</summary>
internal sealed class TrainingSettingsCheck(RbmTrainingSettings settings)
{
    internal void Run()
    {
        Named("visible", settings.Visible, UnitKind.All.Select(kind => kind.Name));
        Named("hiddenUnits", settings.HiddenUnits, UnitKind.All.Select(kind => kind.Name));
        Named("method", settings.Method, TrainingMethod.All.Select(method => method.Name));
        Named("stopOn", settings.StopOn, TrainingMonitor.All.Select(monitor => monitor.Name));
        Counts();
        Rates();
        Shares();
        Sparsity();
        if (settings.Scale is { } scale)
            Require("scale", scale, scale > 0 && double.IsFinite(scale), "a finite number above 0");
        _ = settings.DataOptions;
    }

    private static void Named(string setting, string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        if (names.Contains(name, StringComparer.Ordinal))
            return;
        string hint = NameDistance.Nearest(name, names) is { } near ? $" Did you mean {near}?" : "";
        throw new ConfigurationException(setting, $"There is no {Quotation.Of(name)}; there are {string.Join(", ", names)}.{hint}");
    }

    private static void Require(string setting, double value, bool holds, string expected)
    {
        if (!holds)
            throw new ConfigurationException(setting, $"It is {value}; expected is {expected}.");
    }

    private static void AtLeast(string setting, int? value, int least) =>
        Require(setting, value ?? least, (value ?? least) >= least, $"a whole number of at least {least}");

    private static void Share(string setting, double? value) => Require(setting, value ?? 0, value is null or (>= 0 and < 1), "a number from 0 to below 1");

    private static void NotNegative(string setting, double value) => Require(setting, value, value >= 0 && double.IsFinite(value), "a finite number, 0 or above");

    private static void Positive(string setting, double? value) =>
        Require(setting, value ?? 1, value is null || (value > 0 && double.IsFinite(value.Value)), "a finite number above 0");

    private void Counts()
    {
        AtLeast("hidden", settings.Hidden, 1);
        Require("trials", settings.Trials ?? 1, settings.Trials is null or >= 1 and <= 10_000, "a whole number from 1 to 10000");
        AtLeast("categories", settings.Categories, 2);
        if (settings.Categories is null && (settings.Visible == "categorical" || settings.HiddenUnits == "categorical"))
            throw new ConfigurationException("categories", "Categorical units stand in blocks of one size; say how many units a block has, such as categories 10.");
        AtLeast("k", settings.K, 1);
        AtLeast("chains", settings.Chains, 1);
        AtLeast("temperatures", settings.Temperatures, 2);
        AtLeast("epochs", settings.Epochs, 0);
        AtLeast("batch", settings.Batch, 1);
        AtLeast("momentumEpoch", settings.MomentumEpoch, 0);
        AtLeast("patience", settings.Patience, 1);
        AtLeast("checkpointEvery", settings.CheckpointEvery, 1);
        AtLeast("checkpointSteps", settings.CheckpointSteps, 1);
        AtLeast("examples", settings.Examples, 1);
    }

    private void Rates()
    {
        Positive("learningRate", settings.LearningRate);
        Positive("fastLearningRate", settings.FastLearningRate);
        Positive("finalLearningRate", settings.FinalLearningRate);
        Positive("learningRateHalfLife", settings.LearningRateHalfLife);
        NotNegative("l1", settings.L1);
        NotNegative("l2", settings.L2);
        NotNegative("weightScale", settings.WeightScale);
        NotNegative("validation", settings.Validation);
        Positive("maximumNorm", settings.MaximumNorm);
    }

    private void Shares()
    {
        Share("learningRateHold", settings.LearningRateHold);
        Share("momentum", settings.Momentum);
        Share("initialMomentum", settings.InitialMomentum);
        Share("averageFrom", settings.AverageFrom);
        if (settings.LeastEffectiveShare is { } share)
            Require("leastEffectiveShare", share, share is > 0 and < 1, "a number between 0 and 1");
        Require("offsetRate", settings.OffsetRate, settings.OffsetRate is >= 0 and <= 1, "a number from 0 to 1");
    }

    private void Sparsity()
    {
        if (settings.SparsityTarget is { } target)
            Require("sparsityTarget", target, target is > 0 and < 1, "a number between 0 and 1");
        NotNegative("sparsityCost", settings.SparsityCost);
        Share("sparsityDecay", settings.SparsityDecay);
    }
}
