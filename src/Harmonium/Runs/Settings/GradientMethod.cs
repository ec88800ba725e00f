using Harmonium.Errors;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Sampling;

namespace Harmonium.Runs.Settings;

/// <summary>A gradient estimator of energy models, with its name in files and on the command line.</summary>
internal sealed class GradientMethod
{
    private readonly Func<BoltzmannMachine, RestrictedBoltzmannMachine?, EnergySettings, OptimizerSettings, ulong, GradientEstimator> _create;

    private GradientMethod(
        string name, Func<BoltzmannMachine, RestrictedBoltzmannMachine?, EnergySettings, OptimizerSettings, ulong, GradientEstimator> create) =>
        (Name, _create) = (name, create);

    /// <summary>All methods.</summary>
    public static IReadOnlyList<GradientMethod> All { get; } =
    [
        new("cd", (machine, _, energy, _, _) => new ContrastiveDivergence(machine, energy.K) { Inference = energy.Inference }),
        new("pcd", (machine, _, energy, _, seed) =>
            new PersistentContrastiveDivergence(machine, seed, energy.Chains, energy.K) { Inference = energy.Inference }),
        new("fpcd", (machine, _, energy, optimizer, seed) => new FastPersistentContrastiveDivergence(
            machine, seed, energy.Chains, energy.K, new FastWeightOptions { LearningRate = energy.FastLearningRate ?? optimizer.LearningRate!.Value })),
        new("pt", (machine, _, energy, _, seed) => new ParallelTemperingGradient(
            machine, seed, energy.Chains, energy.K, new TemperingOptions { Temperatures = energy.Temperatures ?? new TemperingOptions().Temperatures })),
        new("ptt", (machine, _, energy, _, seed) => new TrajectoryTemperingGradient(machine, seed, energy.Chains, energy.K)),
        new("mean-field", (machine, _, energy, _, seed) => new MeanFieldGradient(machine, seed, MeanField(energy, MeanFieldOrder.Naive))),
        new("tap", (machine, _, energy, _, seed) => new MeanFieldGradient(machine, seed, MeanField(energy, MeanFieldOrder.Tap))),
        new("exact", (_, rbm, _, _, _) =>
            new ExactGradient(rbm ?? throw new ArgumentException("The exact gradient enumerates one layer of an RBM, but this model is not an RBM. Use pcd."))),
    ];

    /// <summary>The names of all methods.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(method => method.Name)];

    /// <summary>The name, such as <c>pcd</c>.</summary>
    public string Name { get; }

    /// <summary>Returns the method with a name, or null if there is none.</summary>
    public static GradientMethod? Find(string name) => All.FirstOrDefault(method => method.Name == name);

    /// <summary>Creates the gradient estimator of a model.</summary>
    /// <exception cref="ConfigurationException">The method does not support the model.</exception>
    internal GradientEstimator CreateFor(
        BoltzmannMachine machine, RestrictedBoltzmannMachine? rbm, EnergySettings energy, OptimizerSettings optimizer, ulong seed)
    {
        try
        {
            return _create(machine, rbm, energy, optimizer, seed);
        }
        catch (ArgumentException exception)
        {
            // .NET appends the name of the parameter to the message, which does not help a user.
            throw new ConfigurationException("method", exception.Message.Split(" (Parameter", 2)[0], exception);
        }
    }

    private static MeanFieldOptions MeanField(EnergySettings energy, MeanFieldOrder order) =>
        new() { Order = order, Points = energy.Chains, Iterations = energy.K };
}
