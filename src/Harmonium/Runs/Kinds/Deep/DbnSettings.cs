using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>The settings of a deep belief network.</summary>
public sealed record DbnSettings : KindSettings
{
    /// <summary>The number of hidden units of each layer, from the bottom up, separated by commas; 500,500,2000 in Hinton, Osindero, Teh 2006.</summary>
    [Setting("the number of hidden units of each layer, from the bottom up, separated by commas", Value = "list")]
    public string Hidden { get; init; } = "500,500";

    /// <summary>The kind of the visible units, a name of <see cref="GeneratedUnits"/>.</summary>
    [Setting("the kind of the visible units: bernoulli (0 or 1), spin (±1), gaussian (real values), truncated-gaussian (nonnegative values), poisson " +
        "(counts), binomial (counts up to 255), truncated-exponential (values from 0 to 1)",
        Value = "kind", Names = typeof(GeneratedUnits))]
    public string Visible { get; init; } = "bernoulli";

    /// <summary>The variance of Gaussian visible units: learned, or fixed at 1.</summary>
    [Setting("the variance of gaussian visible units: learned, or fixed at 1")]
    public VarianceKind Variance { get; init; }

    /// <summary>The binarization of gray values for Bernoulli visible units.</summary>
    [Setting("the binarization of gray values, for bernoulli visible units", Group = "Data")]
    public Binarization Binarize { get; init; } = Binarization.Sampled;

    /// <summary>True to train label units in the top RBM, false to ignore labels; null to train them if the data have classes.</summary>
    [Setting("train label units in the top RBM, for classification and for samples of one class; with `labelUnits=false`, ignore labels",
        Default = "yes if the data have classes")]
    public bool? LabelUnits { get; init; }

    /// <summary>True to fine-tune all layers by the up–down algorithm after the layer-by-layer training.</summary>
    [Setting("after pretraining, train all layers together by the up–down algorithm", Group = "Training")]
    public bool FineTune { get; init; }

    /// <summary>How the data are read and split.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <summary>The training of each RBM.</summary>
    [SettingsGroup("Pretraining", IsStage = true)]
    public PretrainingSettings Pretraining { get; init; } = new();

    /// <summary>The training of all layers together.</summary>
    [SettingsGroup("Fine-tuning", IsStage = true)]
    public UpDownSettings FineTuning { get; init; } = new();

    /// <summary>Shortcut for the epochs of both stages.</summary>
    public int Epochs
    {
        get => Pretraining.Schedule.Epochs;
        init
        {
            Pretraining = Pretraining with { Schedule = Pretraining.Schedule with { Epochs = value } };
            FineTuning = FineTuning with { Schedule = FineTuning.Schedule with { Epochs = value } };
        }
    }

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <inheritdoc/>
    public override Binarization Binarization => Visible == "bernoulli" ? Binarize : Binarization.None;

    /// <inheritdoc/>
    public override IEnumerable<(string Stage, string Advice)> StagesLeftOut()
    {
        if (!FineTune)
            yield return ("fineTuning.", "It needs `fineTune`, because the layers are not trained together otherwise. Add `fineTune`, or omit this setting.");
    }

    /// <inheritdoc/>
    public override KindSettings Effective() => this with { Binarize = Binarization };

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        RbmSettings[] layers = Layers();
        if (layers.Length == 0)
            throw new ConfigurationException("hidden", "It is empty; expected the number of hidden units of at least one layer, such as 500,500.");
        In("pretraining.", () =>
        {
            foreach (RbmSettings layer in layers)
                layer.Check();
        });
        In("fineTuning.", FineTuning.Check);
    }

    /// <summary>Returns the settings of every RBM, from the bottom up.</summary>
    internal RbmSettings[] Layers() =>
        [.. Pretraining.Layers(
            new RbmSettings { Visible = Visible, Variance = Variance, Binarize = Binarize, Data = Data, Seed = Seed }, LayerSizes.Parse("hidden", Hidden))];

    private static void In(string stage, Action check)
    {
        try
        {
            check();
        }
        catch (ConfigurationException exception)
        {
            throw exception.In(stage);
        }
    }
}
