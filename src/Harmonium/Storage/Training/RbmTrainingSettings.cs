using System.Text.Json;
using System.Text.Json.Serialization;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Penalties;
using Harmonium.Units;

namespace Harmonium.Storage.Training;

/// <summary>
/// Everything that decides what a training of a restricted Boltzmann machine makes of its data. The defaults give good models of
/// images such as MNIST's; a JSON object holds them under the names of the properties in camel case.
/// </summary>
public sealed record RbmTrainingSettings
{
    /// <summary>The kind of the visible units, a name of <see cref="UnitKind.All"/>.</summary>
    public string Visible { get; init; } = "bernoulli";

    /// <summary>The kind of the hidden units, a name of <see cref="UnitKind.All"/>.</summary>
    public string HiddenUnits { get; init; } = "bernoulli";

    /// <summary>How many trials a binomial unit counts, 1 to 10,000; null for 255, the grey levels of a byte.</summary>
    public int? Trials { get; init; }

    /// <summary>How many units a block of categorical units has, at least 2; null where no units are categorical.</summary>
    public int? Categories { get; init; }

    /// <summary>Whether the variance of Gaussian visible units is learnt (Cho, Ilin, Raiko 2011) rather than 1; null for learning it.</summary>
    public bool? LearnVariance { get; init; }

    /// <summary>How many hidden units, at least 1; 500 (Salakhutdinov &amp; Murray 2008).</summary>
    public int Hidden { get; init; } = 500;

    /// <summary>How the gradient is estimated, a name of <see cref="TrainingMethod.All"/>; persistent contrastive divergence (Tieleman 2008).</summary>
    public string Method { get; init; } = "pcd";

    /// <summary>How many Gibbs sweeps, or updates of the mean field, a step makes, at least 1.</summary>
    public int K { get; init; } = 1;

    /// <summary>How many persistent chains, at least 1; 100 (Tieleman 2008).</summary>
    public int Chains { get; init; } = 100;

    /// <summary>How many temperatures parallel tempering has, at least 2; null for 10 (Desjardins et al. 2010).</summary>
    public int? Temperatures { get; init; }

    /// <summary>The learning rate of fast weights, above 0; null for that of the others at the start (Tieleman &amp; Hinton 2009).</summary>
    public double? FastLearningRate { get; init; }

    /// <summary>The share of the chains that must remain effective after a step, or else it is undone, between 0 and 1; null to keep every step.</summary>
    public double? LeastEffectiveShare { get; init; }

    /// <summary>What is subtracted from states before they are correlated; the data's means (Melchior, Fischer, Wiskott 2016).</summary>
    public OffsetKind Offsets { get; init; } = OffsetKind.Centred;

    /// <summary>How fast the offsets follow the data, 0 to 1; 0.01 (Melchior et al. 2016).</summary>
    public double OffsetRate { get; init; } = 0.01;

    /// <summary>How many times every example is visited, at least 0.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>How many examples a step sees, at least 1; 10 to 100 (Hinton 2010, section 4).</summary>
    public int Batch { get; init; } = 100;

    /// <summary>The learning rate at the start, above 0; 0.01 to 0.1 for binary units (Hinton 2010, section 7).</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>How the learning rate changes; a decaying one lets persistent chains catch up with the model (Tieleman 2008).</summary>
    public LearningRateDecay LearningRateDecay { get; init; } = LearningRateDecay.Linear;

    /// <summary>The learning rate at the end of a linear or exponential decay, above 0; null for a hundredth of the first.</summary>
    public double? FinalLearningRate { get; init; }

    /// <summary>The share of the training, 0 to below 1, before a linear or exponential decay sets in.</summary>
    public double LearningRateHold { get; init; }

    /// <summary>The epochs after which an inverse-time decay has halved the learning rate, above 0.</summary>
    public double LearningRateHalfLife { get; init; } = 10;

    /// <summary>How parameters move along their gradient.</summary>
    public OptimiserKind Optimiser { get; init; } = OptimiserKind.Momentum;

    /// <summary>How much of the velocity is kept, 0 to below 1; 0 by default, since momentum multiplies the rate at which persistent chains are outrun.</summary>
    public double Momentum { get; init; }

    /// <summary>The momentum before <see cref="MomentumEpoch"/>; 0.5 in Hinton 2010, section 9.1; null for the same all the time.</summary>
    public double? InitialMomentum { get; init; }

    /// <summary>The epoch from which on <see cref="Momentum"/> takes the place of <see cref="InitialMomentum"/>; 5 (Hinton 2010, section 9.1).</summary>
    public int MomentumEpoch { get; init; } = 5;

    /// <summary>The weight of Σ |w|, at least 0.</summary>
    public double L1 { get; init; }

    /// <summary>The weight of ½ Σ w², at least 0; typically 0.0002 (Hinton 2010, section 10).</summary>
    public double L2 { get; init; }

    /// <summary>The largest length of a hidden unit's weight vector, above 0 (Srivastava et al. 2014); null for no limit.</summary>
    public double? MaximumNorm { get; init; }

    /// <summary>The wanted mean activation of hidden units, between 0 and 1 (Hinton 2010, section 11); null for none.</summary>
    public double? SparsityTarget { get; init; }

    /// <summary>How strongly hidden units are drawn to that target, at least 0.</summary>
    public double SparsityCost { get; init; } = 0.1;

    /// <summary>How much of the running mean activation is kept at each step, 0 to below 1; 0.9 to 0.99 (Hinton 2010, section 11).</summary>
    public double SparsityDecay { get; init; } = 0.95;

    /// <summary>Which penalty draws them there.</summary>
    public SparsityKind SparsityKind { get; init; } = SparsityKind.CrossEntropy;

    /// <summary>The share of the training, 0 to below 1, after which parameters are averaged (Polyak &amp; Juditsky 1992); null for no averaging.</summary>
    public double? AverageFrom { get; init; }

    /// <summary>The standard deviation of the first weights, at least 0; 0.01 (Hinton 2010, section 8).</summary>
    public double WeightScale { get; init; } = 0.01;

    /// <summary>How grey pixels become black and white; drawn at each visit (Salakhutdinov &amp; Murray 2008).</summary>
    public Binarisation Binarise { get; init; } = Binarisation.Sampled;

    /// <summary>What to hold out for validation where the data have no such part: a fraction below 1, or a number of examples.</summary>
    public double Validation { get; init; }

    /// <summary>How many epochs without a better value of <see cref="StopOn"/> are borne, at least 1; null to make all epochs.</summary>
    public int? Patience { get; init; }

    /// <summary>The metric that decides when to stop and which epoch was best, a name of <see cref="TrainingMonitor.All"/>.</summary>
    public string StopOn { get; init; } = "validationPseudoLogLikelihood";

    /// <summary>Every how many epochs a checkpoint is saved, at least 1.</summary>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>Every how many steps a checkpoint is saved besides, at least 1; null for only after epochs.</summary>
    public int? CheckpointSteps { get; init; }

    /// <summary>How many examples are learnt from, drawn at random from those there are, at least 1; null for all.</summary>
    public int? Examples { get; init; }

    /// <summary>What holds the labels of a table or an archive, as in <see cref="DataOptions.Labels"/>; null to find it by its name.</summary>
    public string? Labels { get; init; }

    /// <summary>The size, such as 28x28, to which every image of a folder is brought; null where all have one size.</summary>
    public string? ImageSize { get; init; }

    /// <summary>The height and width, such as 28x28, of images that a file knows only as vectors; null for vectors.</summary>
    public string? Shape { get; init; }

    /// <summary>What every stored value is multiplied by; null for 1, or 1/255 for bytes.</summary>
    public double? Scale { get; init; }

    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The settings of a JSON object; those that it does not name have their defaults.</summary>
    /// <exception cref="ConfigurationException">A name is not known, or a value is not of the right kind.</exception>
    public static RbmTrainingSettings FromJson(JsonElement json) => TrainingSettingsJson.Read(json);

    /// <summary>All settings as a JSON object; those that are null are left out.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, TrainingSettingsJson.Default.RbmTrainingSettings);

    /// <summary>Refuses settings that make no sense.</summary>
    /// <exception cref="ConfigurationException">One lies outside its range, or two do not go together.</exception>
    public void Validate() => new TrainingSettingsCheck(this).Run();

    /// <summary>How the data are to be read.</summary>
    /// <exception cref="ConfigurationException">A size cannot be read.</exception>
    [JsonIgnore]
    public DataOptions DataOptions => new()
    {
        Labels = Labels,
        Size = SizeOf(ImageSize, "imageSize"),
        Shape = SizeOf(Shape, "shape") is { } size ? ItemShape.Image(size.Height, size.Width) : null,
        Scale = (float?)Scale,
        Validation = Validation,
        SplitSeed = Seed,
    };

    private static ImageSize? SizeOf(string? text, string setting)
    {
        try
        {
            return text is null ? null : Data.ImageSize.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new ConfigurationException(setting, exception.Message, exception);
        }
    }
}
