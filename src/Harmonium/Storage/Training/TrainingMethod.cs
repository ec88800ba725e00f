using Harmonium.Errors;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Sampling;

namespace Harmonium.Storage.Training;

/// <summary>A way of estimating the gradient, as files and the command line name it.</summary>
public sealed class TrainingMethod
{
    private readonly Func<Rbm, RbmTrainingSettings, GradientEstimator> _create;

    private TrainingMethod(string name, string description, Func<Rbm, RbmTrainingSettings, GradientEstimator> create)
    {
        Name = name;
        Description = description;
        _create = create;
    }

    /// <summary>Every method.</summary>
    public static IReadOnlyList<TrainingMethod> All { get; } =
    [
        new TrainingMethod("cd", "contrastive divergence", (rbm, settings) => new ContrastiveDivergence(rbm.Machine, settings.K)),
        new TrainingMethod("pcd", "persistent contrastive divergence", (rbm, settings) => new PersistentContrastiveDivergence(rbm.Machine, settings.Seed, settings.Chains, settings.K)),
        new TrainingMethod("fpcd", "PCD with fast weights", (rbm, settings) => new FastPersistentContrastiveDivergence(
            rbm.Machine, settings.Seed, settings.Chains, settings.K, new FastWeightOptions { LearningRate = settings.FastLearningRate ?? settings.LearningRate })),
        new TrainingMethod("pt", "parallel tempering", (rbm, settings) => new ParallelTemperingGradient(
            rbm.Machine, settings.Seed, settings.Chains, settings.K, new TemperingOptions { Temperatures = settings.Temperatures ?? new TemperingOptions().Temperatures })),
        new TrainingMethod("ptt", "trajectory tempering", (rbm, settings) => new TrajectoryTemperingGradient(rbm.Machine, settings.Seed, settings.Chains, settings.K)),
        new TrainingMethod("mean-field", "naive mean field", (rbm, settings) => new MeanFieldGradient(rbm.Machine, settings.Seed, MeanField(settings, MeanFieldOrder.Naive))),
        new TrainingMethod("tap", "mean field of second order", (rbm, settings) => new MeanFieldGradient(rbm.Machine, settings.Seed, MeanField(settings, MeanFieldOrder.Tap))),
        new TrainingMethod("exact", "enumeration, for small machines", (rbm, _) => new ExactGradient(rbm)),
    ];

    /// <summary>The name, such as <c>pcd</c>.</summary>
    public string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    public string Description { get; }

    /// <summary>The method of a name, or null.</summary>
    public static TrainingMethod? Find(string name) => All.FirstOrDefault(method => method.Name == name);

    /// <summary>The estimator of a machine's gradient.</summary>
    /// <exception cref="ConfigurationException">The method cannot work on such a machine.</exception>
    public GradientEstimator CreateFor(Rbm rbm, RbmTrainingSettings settings)
    {
        try
        {
            return _create(rbm, settings);
        }
        catch (ArgumentException exception)
        {
            // .NET puts the name of the parameter behind the message, which means nothing to a user.
            int end = exception.ParamName is null ? -1 : exception.Message.LastIndexOf(" (Parameter", StringComparison.Ordinal);
            throw new ConfigurationException("method", end < 0 ? exception.Message : exception.Message[..end], exception);
        }
    }

    private static MeanFieldOptions MeanField(RbmTrainingSettings settings, MeanFieldOrder order) =>
        new() { Order = order, Points = settings.Chains, Iterations = settings.K };
}
