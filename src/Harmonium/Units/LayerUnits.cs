using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>
/// Independent units x with p(x | input) ∝ exp(Σ input·x − Energy(x)): all that a machine knows of a layer.
/// A unit kind is one subclass; free energies, samplers and gradients are written once against these members.
/// </summary>
public abstract class LayerUnits
{
    /// <summary>Units of a number.</summary>
    /// <param name="count">How many.</param>
    /// <param name="shared">The bias, where feature maps have one in common; the first of <see cref="Parameters"/> are then its values.</param>
    protected LayerUnits(int count, SharedBias? shared = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        Shared = shared;
    }

    /// <summary>The name of the kind in files and on the command line, such as <c>bernoulli</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>How many units there are.</summary>
    public int Count { get; }

    /// <summary>What is learned of the units themselves: first the bias, a number per unit or, where it is <see cref="Shared"/>, per feature map.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The bias, where all units of a feature map have one in common; null where every unit has its own.</summary>
    public SharedBias? Shared { get; }

    /// <summary>The bias of every unit, [units], to be read only.</summary>
    internal Tensor BiasPerUnit => Shared?.PerUnit ?? Parameters[0].Values;

    /// <summary>The energy of each example's states, [batch, units] → [batch], in nats.</summary>
    public abstract double[] Energy(States states);

    /// <summary>log Σₓ exp(input·x − Energy(x)) for each example, [batch, units] → [batch], in nats (an integral for real-valued units).</summary>
    public abstract double[] LogPartition(Tensor input);

    /// <summary>The mean of the states, ∂LogPartition/∂input, [batch, units] → [batch, units].</summary>
    /// <param name="input">What the units receive, without their own bias.</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    public abstract Tensor Mean(Tensor input, Tensor? into = null);

    /// <summary>The variance of the states, ∂Mean/∂input, [batch, units] → [batch, units].</summary>
    /// <param name="input">What the units receive, without their own bias.</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    public abstract Tensor Variance(Tensor input, Tensor? into = null);

    /// <summary>The likeliest states, [batch, units] → [batch, units]; of equally likely ones the least.</summary>
    /// <param name="input">What the units receive, without their own bias.</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    public abstract Tensor Mode(Tensor input, Tensor? into = null);

    /// <summary>States drawn from p(x | input), [batch, units].</summary>
    /// <param name="input">What the units receive, without their own bias.</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="into">Where the states go; new ones when null.</param>
    /// <param name="means">Where the means go, when they are wanted too.</param>
    public abstract States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null);

    /// <summary>
    /// The units as they stand for a batch: those of documents know each document's length from its states, which sampling keeps. All other kinds
    /// are the same for every batch, and answer with themselves.
    /// </summary>
    /// <param name="states">The states of the layer, [batch, units]; null where there are none yet.</param>
    public virtual LayerUnits For(States? states) => this;

    /// <summary>Adds LogPartition(to · input) − LogPartition(from · input) of each example: what a step of annealing needs, [batch], in nats.</summary>
    /// <param name="input">What the units receive, without their own bias, [batch, units].</param>
    /// <param name="from">The factor of the subtracted term.</param>
    /// <param name="to">The factor of the added term.</param>
    /// <param name="into">The sums that are added to, [batch].</param>
    public virtual void AddLogPartitionDifference(Tensor input, double from, double to, double[] into)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(into);
        double[] before = LogPartition(input.Clone().Scale((float)from)), after = LogPartition(input.Clone().Scale((float)to));
        for (int i = 0; i < into.Length; i++)
            into[i] += after[i] - before[i];
    }

    /// <summary>Adds the gradient of −Energy with respect to each parameter, averaged over the examples with a weight each, times a factor.</summary>
    /// <param name="states">States or means, [batch, units].</param>
    /// <param name="weights">The weight of each example, [batch].</param>
    /// <param name="mean">The weighted sum of the states, [units], which most kinds need and the caller has.</param>
    /// <param name="scale">The factor: 1 for the phase of the data, −1 for that of the model.</param>
    /// <param name="into">One tensor a parameter, in the order of <see cref="Parameters"/>, that is added to.</param>
    public abstract void AddNegativeEnergyGradient(States states, Tensor weights, Tensor mean, float scale, IReadOnlyList<Tensor> into);

    /// <summary>The parameters that make independent units fit the data: the start of learning.</summary>
    /// <param name="mean">The mean of each unit over the data, [units].</param>
    /// <param name="examples">How many examples the mean was taken over.</param>
    public abstract void FitIndependently(Tensor mean, int examples);

    /// <summary>The parameters that make independent units fit the data, where their spread is known too.</summary>
    /// <param name="mean">The mean of each unit over the data, [units].</param>
    /// <param name="variance">The variance of each unit over the data, [units].</param>
    /// <param name="examples">How many examples these were taken over.</param>
    public virtual void FitIndependently(Tensor mean, Tensor variance, int examples) => FitIndependently(mean, examples);

    /// <summary>The input under which the units have a mean, as <see cref="FitIndependently(Tensor, int)"/> would give it to them, [units] → [units].</summary>
    /// <param name="mean">The mean of each unit over the data, [units].</param>
    /// <param name="examples">How many examples the mean was taken over.</param>
    public virtual Tensor InputFor(Tensor mean, int examples)
    {
        LayerUnits fitted = Clone();
        fitted.FitIndependently(mean, examples);
        return fitted.BiasPerUnit.Clone().AddScaled(BiasPerUnit, -1);
    }

    /// <summary>Adds to the gradient of the first parameter, the bias, what a shift of the units' input does there.</summary>
    /// <param name="biasGradient">The gradient of the bias, of its shape, changed.</param>
    /// <param name="shift">The shift of the input, [units].</param>
    /// <param name="scale">What the shift is multiplied by.</param>
    public virtual void AddInputShift(Tensor biasGradient, Tensor shift, float scale)
    {
        ArgumentNullException.ThrowIfNull(biasGradient);
        AddToBias(biasGradient, shift, scale);
    }

    /// <summary>What is wrong with the states of one example, or null: values that units of this kind cannot take.</summary>
    /// <param name="states">The states of all units.</param>
    /// <returns>Such as "unit 3 is 0.5; Bernoulli units are 0 or 1".</returns>
    public abstract string? Misfit(ReadOnlySpan<float> states);

    /// <summary>How many units share one choice of states: 1, or a block of one-hot units.</summary>
    public virtual int BlockSize => 1;

    /// <summary>All states of one block, [states][units of a block]; null where they are infinitely many.</summary>
    public virtual IReadOnlyList<float[]>? BlockStates => null;

    /// <summary>How fast the energy of a unit grows: whether what is coupled to it can be normalized.</summary>
    public virtual UnitRange Range => UnitRange.Bounded;

    /// <summary>Room for states of this kind.</summary>
    public virtual States NewStates(Device device, int batch) => States.Dense(Tensor.Aligned(device, batch, Count));

    /// <summary>The same kind and count with parameters of its own.</summary>
    public abstract LayerUnits Clone();

    /// <summary>Adds to a gradient of the bias, which has a number per unit or per feature map, a number per unit times a factor.</summary>
    /// <param name="biasGradient">The gradient of the bias, of its shape, changed.</param>
    /// <param name="perUnit">[units].</param>
    /// <param name="scale">The factor.</param>
    protected void AddToBias(Tensor biasGradient, Tensor perUnit, float scale)
    {
        ArgumentNullException.ThrowIfNull(biasGradient);
        if (Shared is null)
            biasGradient.AddScaled(perUnit, scale);
        else
            Shared.AddSums(perUnit, scale, biasGradient);
    }
}
