using System.Text.Json;
using System.Text.Json.Serialization;
using Harmonium.Data;
using Harmonium.Learning;
using Harmonium.Networks;
using Harmonium.Networks.Losses;
using Harmonium.Numerics.Functions;

namespace Harmonium.Storage.Training;

/// <summary>Everything that decides what a training of a feed-forward classifier makes of its data; a JSON object holds it under the names in camel case.</summary>
public sealed record NetworkTrainingSettings : DescentSettings
{
    /// <summary>The architecture: <c>mlp</c>, <c>lenet5</c> (LeCun et al. 1998), or <c>lenet-relu</c>.</summary>
    public string Network { get; init; } = "mlp";

    /// <summary>The units of each hidden layer of an mlp, with commas between.</summary>
    public string Hidden { get; init; } = "800";

    /// <summary>What the hidden units of an mlp do with their sums, a word of <see cref="ActivationWords.All"/>.</summary>
    public string Activation { get; init; } = "relu";

    /// <summary>The slope of the activation, above 0.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>The share of inputs that is left out while learning, 0 to below 1; 0.2 in Srivastava et al. 2014.</summary>
    public double InputDropout { get; init; }

    /// <summary>The share of hidden units that is left out while learning, 0 to below 1; 0.5 there.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether the sums of an mlp are normalised over the batch (Ioffe &amp; Szegedy 2015).</summary>
    public bool Normalise { get; init; }

    /// <summary>How many line searches each batch is given by <c>cg</c> and <c>lbfgs</c>, at least 1; null for 3 (Hinton &amp; Salakhutdinov 2006) and 20.</summary>
    public int? LineSearches { get; init; }

    /// <summary>How the first weights are drawn.</summary>
    public InitialisationKind Initialisation { get; init; } = InitialisationKind.He;

    /// <summary>The standard deviation of <c>normal</c> first weights, above 0; a factor of the others.</summary>
    public double WeightScale { get; init; } = 1;

    /// <summary>The share of the target that is spread over all classes, 0 to below 1 (Szegedy et al. 2016).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Whether images are shifted, turned, scaled, sheared and bent anew at each visit (Simard, Steinkraus, Platt 2003).</summary>
    public bool Distort { get; init; }

    /// <summary>What to hold out where the data have no such part: a fraction below 1, or a number of examples.</summary>
    public double Validation { get; init; }

    /// <summary>How many examples are learnt from, drawn at random, at least 1; null for all.</summary>
    public int? Examples { get; init; }

    /// <summary>The data options of files, as in <see cref="RbmTrainingSettings"/>: what holds the labels.</summary>
    public string? Labels { get; init; }

    /// <summary>The height and width, such as 28x28, of images that a file knows only as vectors; null for vectors.</summary>
    public string? Shape { get; init; }

    /// <summary>The settings of a JSON object; those that it does not name have their defaults.</summary>
    /// <exception cref="ConfigurationException">A name is not known, or a value is not of the right kind.</exception>
    public static NetworkTrainingSettings FromJson(JsonElement json) =>
        NetworkSettingsJson.Read(json, new NetworkTrainingSettings(), NetworkSettingsJson.Default.NetworkTrainingSettings);

    /// <summary>All settings as a JSON object; those that are null are left out.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, NetworkSettingsJson.Default.NetworkTrainingSettings);

    /// <summary>How the data are to be read.</summary>
    /// <exception cref="ConfigurationException">A size cannot be read.</exception>
    [JsonIgnore]
    public DataOptions DataOptions => new()
    {
        Labels = Labels,
        Shape = SizeOf(Shape) is { } size ? ItemShape.Image(size.Height, size.Width) : null,
        Validation = Validation,
        SplitSeed = Seed,
    };

    /// <summary>Refuses settings that make no sense.</summary>
    /// <exception cref="ConfigurationException">One lies outside its range, or two do not go together.</exception>
    public void Validate()
    {
        ValidateDescent();
        Require(Slope > 0, "slope", Slope, "above 0");
        Require(InputDropout is >= 0 and < 1, "inputDropout", InputDropout, "at least 0 and below 1");
        Require(Dropout is >= 0 and < 1, "dropout", Dropout, "at least 0 and below 1");
        Require(WeightScale > 0, "weightScale", WeightScale, "above 0");
        Require(LabelSmoothing is >= 0 and < 1, "labelSmoothing", LabelSmoothing, "at least 0 and below 1");
        Require(Examples is null or >= 1, "examples", Examples, "at least 1");
        Require(Validation >= 0, "validation", Validation, "at least 0");
        Require(LineSearches is null or >= 1, "lineSearches", LineSearches, "at least 1");
        if (LineSearches is not null && !SearchesLines)
            throw new ConfigurationException("lineSearches", "Only the optimisers cg and lbfgs search along lines. Choose one of these, or leave it out.");
        if (SearchesLines && (L1 > 0 || MaximumNorm is not null || GradientNorm is not null))
            throw new ConfigurationException("optimiser", "A line search follows one smooth function: cg and lbfgs go with l2, but not with l1, maximumNorm or gradientNorm. Leave these out, or choose another optimiser.");
        _ = LayersFor(2);
    }

    internal NetworkLearner NewLearner(FeedForwardNetwork network, NetworkLoss loss, NetworkExamples examples)
    {
        BatchMinimiser? minimiser = Optimiser switch
        {
            NetworkOptimiserKind.Cg => LineSearches is { } searches ? new ConjugateGradient { LineSearches = searches } : new ConjugateGradient(),
            NetworkOptimiserKind.Lbfgs => LineSearches is { } searches ? new LimitedMemoryBfgs { LineSearches = searches } : new LimitedMemoryBfgs(),
            _ => null,
        };
        return minimiser is null
            ? new NetworkLearner(network, loss, NewOptimiser(), examples, LearningOptions, Seed)
            : new NetworkLearner(network, loss, minimiser, examples, LearningOptions, Seed);
    }

    internal IReadOnlyList<NetworkLayer> LayersFor(int classes) => Network switch
    {
        "mlp" => MultilayerPerceptron.Layers(HiddenUnits(), classes, FindActivation(), InputDropout, Dropout, Normalise),
        "lenet5" => LeNet.Classic(classes),
        "lenet-relu" => LeNet.Rectified(dropout: Dropout, classes: classes),
        _ => throw new ConfigurationException("network", $"It is '{Network}'; known are mlp, lenet5 and lenet-relu."),
    };

    private static ImageSize? SizeOf(string? text)
    {
        try
        {
            return text is null ? null : ImageSize.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new ConfigurationException("shape", exception.Message, exception);
        }
    }

    private int[] HiddenUnits()
    {
        List<int> units = [];
        foreach (string word in Hidden.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            units.Add(int.TryParse(word, out int count) && count >= 1
                ? count
                : throw new ConfigurationException("hidden", $"It is '{Hidden}'; expected are whole numbers of at least 1 with commas between, such as 500,500."));
        }

        return [.. units];
    }

    private Activation FindActivation() => ActivationWords.Find(Activation, Slope)
        ?? throw new ConfigurationException("activation", $"It is '{Activation}'; known are {ActivationWords.All}.");
}
