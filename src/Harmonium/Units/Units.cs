using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium;

/// <summary>
/// Independent units x with p(x | input) ∝ exp(Σ input·x − Energy(x)): all that a machine knows of a layer.
/// A unit kind is one subclass; free energies, samplers and gradients are written once against these members.
/// </summary>
public abstract class Units
{
    private protected Units(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
    }

    /// <summary>The name of the kind in files and on the command line, such as <c>bernoulli</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>How many units there are.</summary>
    public int Count { get; }

    /// <summary>What is learnt of the units themselves.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The energy of each example's states, [batch, units] → [batch], in nats.</summary>
    public abstract double[] Energy(States states);

    /// <summary>log Σₓ exp(input·x − Energy(x)) for each example, [batch, units] → [batch], in nats (an integral for real-valued units).</summary>
    public abstract double[] LogPartition(Tensor input);

    /// <summary>The mean of the states, ∂LogPartition/∂input, [batch, units] → [batch, units].</summary>
    /// <param name="input">What the units receive, without their own bias.</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    public abstract Tensor Mean(Tensor input, Tensor? into = null);

    /// <summary>States drawn from p(x | input), [batch, units].</summary>
    /// <param name="input">What the units receive, without their own bias.</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="into">Where the states go; new ones when null.</param>
    /// <param name="means">Where the means go, when they are wanted too.</param>
    public abstract States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null);

    /// <summary>The gradient of −Energy with respect to each parameter, averaged over the examples with a weight each.</summary>
    /// <param name="states">States or means, [batch, units].</param>
    /// <param name="weights">The weight of each example, [batch].</param>
    /// <param name="mean">The weighted sum of the states, [units], which most kinds need and the caller has.</param>
    /// <returns>One new tensor a parameter, in the order of <see cref="Parameters"/>.</returns>
    public abstract IReadOnlyList<Tensor> NegativeEnergyGradient(States states, Tensor weights, Tensor mean);

    /// <summary>The parameters that make independent units fit the data: the start of learning.</summary>
    /// <param name="mean">The mean of each unit over the data, [units].</param>
    /// <param name="examples">How many examples the mean was taken over.</param>
    public abstract void FitIndependently(Tensor mean, int examples);

    /// <summary>Room for states of this kind.</summary>
    public abstract States NewStates(Device device, int batch);

    /// <summary>The same kind and count with parameters of its own.</summary>
    public abstract Units Clone();
}
