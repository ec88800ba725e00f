using Harmonium.Errors;
using Harmonium.Learning.LineSearch;
using Harmonium.Networks;
using Harmonium.Networks.Losses;

namespace Harmonium.Runs.Settings;

/// <summary>Settings of networks: weight initialization, gradient clipping, line searches, label smoothing and class weights.</summary>
public sealed record NetworkSettings
{
    /// <summary>The distribution of the initial weights.</summary>
    [Setting("the distribution of the initial weights", Aliases = ["initialisation"])]
    public InitializationKind Initialization { get; init; } = InitializationKind.He;

    /// <summary>The standard deviation of <c>normal</c> initial weights, above 0; a factor for the other distributions.</summary>
    [Setting("the standard deviation of normal initial weights; a factor for xavier and he", Above = 0)]
    public double WeightScale { get; init; } = 1;

    /// <summary>The maximum Euclidean norm of the gradient, above 0 (Pascanu, Mikolov, Bengio 2013); null for no limit.</summary>
    [Setting("the maximum norm of the gradient (gradient clipping)", Above = 0, Default = "no limit")]
    public double? GradientNorm { get; init; }

    /// <summary>
    /// The number of line searches per batch of <c>cg</c> and <c>lbfgs</c>, at least 1; null for 3 (Hinton &amp; Salakhutdinov 2006) and 20.
    /// </summary>
    [Setting("the number of line searches per batch, for cg and lbfgs", AtLeast = 1, Default = "3 for cg, 20 for lbfgs")]
    public int? LineSearches { get; init; }

    /// <summary>Label smoothing: the fraction of the target that is spread over all classes, 0 to below 1 (Szegedy et al. 2016).</summary>
    [Setting("the fraction of the target that is spread over all classes (label smoothing)", AtLeast = 0, Below = 1)]
    public double LabelSmoothing { get; init; }

    /// <summary>The weights of the classes in the loss, as in <see cref="Settings.ClassWeights"/>: <c>none</c>, <c>balanced</c>, or by name.</summary>
    [Setting(Settings.ClassWeights.Description, Value = "weights")]
    public string ClassWeights { get; init; } = Settings.ClassWeights.None;

    /// <summary>The initialization of the weights.</summary>
    internal WeightInitialization FirstWeights => new(Initialization, WeightScale);

    /// <summary>Returns the options of the learner of a network.</summary>
    internal static NetworkLearningOptions LearningOptions(OptimizerSettings optimizer, int epochs, double? gradientNorm) => new()
    {
        LearningRate = optimizer.RateOver(epochs),
        Momentum = optimizer.MomentumSchedule,
        L1 = optimizer.L1,
        L2 = optimizer.L2,
        MaximumNorm = optimizer.MaximumNorm,
        GradientNorm = gradientNorm,
        AverageFrom = optimizer.AverageFrom,
    };

    /// <summary>Checks combinations of settings.</summary>
    /// <exception cref="ConfigurationException">Some settings cannot be combined.</exception>
    internal void Check(OptimizerSettings optimizer)
    {
        Settings.ClassWeights.Check(ClassWeights);
        if (LineSearches is not null && !optimizer.SearchesLines)
            throw new ConfigurationException("lineSearches", "Only the optimizers cg and lbfgs use line searches. Choose one of them, or omit this setting.");
        if (optimizer.SearchesLines && (optimizer.L1 > 0 || optimizer.MaximumNorm is not null || GradientNorm is not null))
        {
            throw new ConfigurationException("optimizer",
                "cg and lbfgs need a smooth loss: they support `l2`, but not `l1`, `maximumNorm` or `gradientNorm`. Omit these, or choose another optimizer.");
        }
    }

    /// <summary>Creates the learner of a network.</summary>
    internal NetworkLearner NewLearner(FeedForwardNetwork network, NetworkLoss loss, NetworkExamples examples, OptimizerSettings optimizer,
        int epochs, ulong seed)
    {
        NetworkLearningOptions options = LearningOptions(optimizer, epochs, GradientNorm);
        BatchMinimizer? minimizer = optimizer.Optimizer switch
        {
            OptimizerKind.Cg => LineSearches is { } searches ? new ConjugateGradient { LineSearches = searches } : new ConjugateGradient(),
            OptimizerKind.Lbfgs => LineSearches is { } searches ? new LimitedMemoryBfgs { LineSearches = searches } : new LimitedMemoryBfgs(),
            _ => null,
        };
        return minimizer is null
            ? new NetworkLearner(network, loss, optimizer.NewOptimizer(), examples, options, seed)
            : new NetworkLearner(network, loss, minimizer, examples, options, seed);
    }
}
