using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// The independent units from which annealing starts: the machine with couplings 0 and an input d added to its visible units.
/// For Bernoulli units d is the base's bias less the machine's own, so that the base's visible units have biases of their own
/// (Salakhutdinov &amp; Murray 2008, section 4.1); its log Z is in closed form.
/// </summary>
public sealed class BaseRateModel
{
    private readonly Dictionary<Layer, Tensor> _inputs;

    private BaseRateModel(Dictionary<Layer, Tensor> inputs) => _inputs = inputs;

    /// <summary>The machine's own units, uncoupled: d = 0.</summary>
    public static BaseRateModel Uncoupled { get; } = new([]);

    /// <summary>The base whose visible units are fitted to the means of data.</summary>
    /// <param name="visible">A layer of the machine that will be annealed.</param>
    /// <param name="mean">The mean of each unit over the data, [units].</param>
    /// <param name="examples">How many examples the mean was taken over.</param>
    /// <exception cref="ArgumentException">The layer's units have no biases, or the means do not fit them.</exception>
    public static BaseRateModel Fitted(Layer visible, Tensor mean, int examples)
    {
        ArgumentNullException.ThrowIfNull(visible);
        ArgumentNullException.ThrowIfNull(mean);
        if (mean.Count != visible.Units.Count)
            throw new ArgumentException($"The layer '{visible.Name}' has {visible.Units.Count} units; means of shape {Tensor.Describe(mean.Shape)} do not " +
                "fit it.", nameof(mean));
        return new BaseRateModel(new() { [visible] = visible.Units.InputFor(mean, examples) });
    }

    /// <summary>The base whose visible layers, all of them, are fitted to the means of data.</summary>
    /// <param name="machine">The machine that will be annealed.</param>
    /// <param name="data">What it is fitted to.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    public static BaseRateModel Fitted(BoltzmannMachine machine, MachineData data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        return new BaseRateModel(data.RequireFit(machine).Zip(data.Layers)
            .ToDictionary(pair => pair.First, pair => pair.First.Units.InputFor(pair.Second.Mean(), pair.Second.Count)));
    }

    /// <summary>The input d of a layer, [units], or null where it is 0.</summary>
    public Tensor? InputOf(Layer layer) => _inputs.GetValueOrDefault(layer);

    /// <summary>log Z of the base: Σ_layers log Σₓ exp(d·x − E(x)), in nats.</summary>
    public double LogPartition(BoltzmannMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        double sum = 0;
        foreach (Layer layer in machine.Layers)
            sum += LogPartitionOf(layer.Units, InputOf(layer));
        return sum;
    }

    /// <summary>log Σₓ exp(input·x − E(x)) of units with one input, or none; in double for Bernoulli units.</summary>
    internal static double LogPartitionOf(LayerUnits units, Tensor? input)
    {
        if (units is not Bernoulli bernoulli)
            return units.LogPartition(input?.Reshape(1, -1) ?? Tensor.Zeros(1, units.Count))[0];
        double sum = 0;
        for (int i = 0; i < units.Count; i++)
            sum += SoftplusSum.Softplus((double)bernoulli.Bias[i] + (input?[i] ?? 0));
        return sum;
    }
}
