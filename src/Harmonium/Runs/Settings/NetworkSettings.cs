using Harmonium.Errors;
using Harmonium.Learning.LineSearch;
using Harmonium.Networks;
using Harmonium.Networks.Losses;

namespace Harmonium.Runs.Settings;

/// <summary>How a network is initialized and moves down its loss, beyond what the optimizer says.</summary>
public sealed record NetworkSettings
{
    /// <summary>How the first weights are drawn.</summary>
    [Setting("how the first weights are drawn", Aliases = ["initialisation"])]
    public InitializationKind Initialization { get; init; } = InitializationKind.He;

    /// <summary>The standard deviation of <c>normal</c> first weights, above 0; a factor for the other rules.</summary>
    [Setting("the standard deviation of normal first weights; a factor for the other rules", Above = 0)]
    public double WeightScale { get; init; } = 1;

    /// <summary>The largest Euclidean norm of the gradient, above 0 (Pascanu, Mikolov, Bengio 2013); null for no limit.</summary>
    [Setting("the largest norm of the gradient", Above = 0, Default = "no limit")]
    public double? GradientNorm { get; init; }

    /// <summary>
    /// How many line searches each batch is given by <c>cg</c> and <c>lbfgs</c>, at least 1; null for 3 (Hinton &amp; Salakhutdinov 2006) and 20.
    /// </summary>
    [Setting("line searches per batch of cg and lbfgs", AtLeast = 1, Default = "3 for cg, 20 for lbfgs")]
    public int? LineSearches { get; init; }

    /// <summary>The share of the target that is spread over all classes, 0 to below 1 (Szegedy et al. 2016).</summary>
    [Setting("the share of the target that is spread over all classes", AtLeast = 0, Below = 1)]
    public double LabelSmoothing { get; init; }

    /// <summary>The rule for the first weights.</summary>
    internal WeightInitialization FirstWeights => new(Initialization, WeightScale);

    /// <summary>The options of a network's learner.</summary>
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

    /// <summary>Refuses settings that do not go together.</summary>
    /// <exception cref="ConfigurationException">There are some.</exception>
    internal void Check(OptimizerSettings optimizer)
    {
        if (LineSearches is not null && !optimizer.SearchesLines)
            throw new ConfigurationException("lineSearches", "Only the optimizers cg and lbfgs search along lines. Choose one of these, or leave it out.");
        if (optimizer.SearchesLines && (optimizer.L1 > 0 || optimizer.MaximumNorm is not null || GradientNorm is not null))
        {
            throw new ConfigurationException("optimizer",
                "A line search follows one smooth function: cg and lbfgs go with `l2`, but not with `l1`, `maximumNorm` or `gradientNorm`. Leave these out, or " +
                    "choose another optimizer.");
        }
    }

    /// <summary>The learner of a network.</summary>
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
