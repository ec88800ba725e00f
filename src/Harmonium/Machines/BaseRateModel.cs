using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// The base-rate model from which annealing starts: independent units, that is, the machine with couplings 0 and an input d added to its visible
/// units. For Bernoulli units, d is the bias of the base minus the machine's own bias, so that the visible units of the base have their own biases
/// (Salakhutdinov &amp; Murray 2008, section 4.1). Its log Z has a closed form.
/// </summary>
public sealed class BaseRateModel
{
    private readonly Dictionary<Layer, Tensor> _inputs;

    private BaseRateModel(Dictionary<Layer, Tensor> inputs) => _inputs = inputs;

    /// <summary>The machine's own units without couplings: d = 0.</summary>
    public static BaseRateModel Uncoupled { get; } = new([]);

    /// <summary>Creates a base with visible units fitted to the means of data.</summary>
    /// <param name="visible">A layer of the machine that will be annealed.</param>
    /// <param name="mean">The mean of each unit over the data, [units].</param>
    /// <param name="examples">The number of examples in the mean.</param>
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

    /// <summary>Creates a base with all visible layers fitted to the means of data.</summary>
    /// <param name="machine">The machine that will be annealed.</param>
    /// <param name="data">The data to fit.</param>
    /// <exception cref="ArgumentException">The data do not match the machine.</exception>
    public static BaseRateModel Fitted(BoltzmannMachine machine, MachineData data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        return new BaseRateModel(data.RequireFit(machine).Zip(data.Layers)
            .ToDictionary(pair => pair.First, pair => pair.First.Units.InputFor(pair.Second.Mean(), pair.Second.Count)));
    }

    /// <summary>Returns the input d of a layer, [units], or null if it is 0.</summary>
    public Tensor? InputOf(Layer layer) => _inputs.GetValueOrDefault(layer);

    /// <summary>Returns log Z of the base: Σ_layers log Σₓ exp(d·x − E(x)), in nats.</summary>
    public double LogPartition(BoltzmannMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        double sum = 0;
        foreach (Layer layer in machine.Layers)
            sum += LogPartitionOf(layer.Units, InputOf(layer));
        return sum;
    }

    /// <summary>log Σₓ exp(input·x − E(x)) of units with one input, or with none if null; in double for Bernoulli units.</summary>
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
