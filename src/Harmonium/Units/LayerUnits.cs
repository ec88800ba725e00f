using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>
/// Independent units x with p(x | input) ∝ exp(Σ input·x − Energy(x)). Each kind of unit is one subclass. Free energies, samplers and gradients use
/// only the members of this class.
/// </summary>
public abstract class LayerUnits
{
    /// <summary>Creates a number of units.</summary>
    /// <param name="count">The number of units.</param>
    /// <param name="shared">The bias if feature maps share it; its values are then the first of <see cref="Parameters"/>.</param>
    private protected LayerUnits(int count, SharedBias? shared = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        Shared = shared;
    }

    /// <summary>The name of the kind in files and on the command line, such as <c>bernoulli</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The number of units.</summary>
    public int Count { get; }

    /// <summary>
    /// The learned parameters of the units. The first is the bias: one number per unit or, if it is <see cref="Shared"/>, one per feature map.
    /// </summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The bias if the units of a feature map share it; null if every unit has its own.</summary>
    internal SharedBias? Shared { get; }

    /// <summary>The bias of every unit, [units]; read-only.</summary>
    internal Tensor BiasPerUnit => Shared?.PerUnit ?? Parameters[0].Values;

    /// <summary>The energy of each example's states, [batch, units] → [batch], in nats.</summary>
    public abstract double[] Energy(States states);

    /// <summary>Returns the energy of one block in other states minus its energy in given states, in nats. Energies of blocks add up.</summary>
    /// <param name="unit">The first unit of the block.</param>
    /// <param name="from">The given states of the block.</param>
    /// <param name="to">The other states of the block.</param>
    internal virtual double EnergyChange(int unit, ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        Tensor rows = Tensor.Zeros(2, Count);
        from.CopyTo(rows.Row(0)[unit..]);
        to.CopyTo(rows.Row(1)[unit..]);
        double[] energies = Energy(States.From(rows));
        return energies[1] - energies[0];
    }

    /// <summary>log Σₓ exp(input·x − Energy(x)) for each example, [batch, units] → [batch], in nats; an integral for real-valued units.</summary>
    public abstract double[] LogPartition(Tensor input);

    /// <summary>The mean of the states, ∂LogPartition/∂input, [batch, units] → [batch, units].</summary>
    /// <param name="input">The input of the units, without their own bias.</param>
    /// <param name="into">The tensor that receives the result; a new tensor if null.</param>
    public abstract Tensor Mean(Tensor input, Tensor? into = null);

    /// <summary>The variance of the states, ∂Mean/∂input, [batch, units] → [batch, units].</summary>
    /// <param name="input">The input of the units, without their own bias.</param>
    /// <param name="into">The tensor that receives the result; a new tensor if null.</param>
    public abstract Tensor Variance(Tensor input, Tensor? into = null);

    /// <summary>The most probable states, [batch, units] → [batch, units]; the smallest of equally probable states.</summary>
    /// <param name="input">The input of the units, without their own bias.</param>
    /// <param name="into">The tensor that receives the result; a new tensor if null.</param>
    public abstract Tensor Mode(Tensor input, Tensor? into = null);

    /// <summary>Draws states from p(x | input), [batch, units].</summary>
    /// <param name="input">The input of the units, without their own bias.</param>
    /// <param name="random">The random stream to draw from.</param>
    /// <param name="into">The states that receive the result; new states if null.</param>
    /// <param name="means">The tensor that receives the means; null if they are not needed.</param>
    public abstract States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null);

    /// <summary>
    /// Returns the units for a batch. Replicated softmax units take the length of each document from its states, and sampling keeps that length. All
    /// other kinds do not depend on the batch and return themselves.
    /// </summary>
    /// <param name="states">The states of the layer, [batch, units]; null if there are none yet.</param>
    public virtual LayerUnits For(States? states) => this;

    /// <summary>
    /// Adds LogPartition(to · input) − LogPartition(from · input) of each example, [batch], in nats. Annealing uses this difference in each step.
    /// </summary>
    /// <param name="input">The input of the units, without their own bias, [batch, units].</param>
    /// <param name="from">The factor of the subtracted term.</param>
    /// <param name="to">The factor of the added term.</param>
    /// <param name="into">The sums to add to, [batch].</param>
    public virtual void AddLogPartitionDifference(Tensor input, double from, double to, double[] into)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(into);
        double[] before = LogPartition(input.Clone().Scale((float)from)), after = LogPartition(input.Clone().Scale((float)to));
        for (int i = 0; i < into.Length; i++)
            into[i] += after[i] - before[i];
    }

    /// <summary>Adds the weighted sum, over the examples, of the gradient of −Energy with respect to each parameter, times a factor.</summary>
    /// <param name="states">States or means, [batch, units].</param>
    /// <param name="weights">The weight of each example, [batch].</param>
    /// <param name="mean">The weighted sum of the states, [units]. Most kinds need it, and the caller already has it.</param>
    /// <param name="scale">The factor: 1 for the positive phase (data), −1 for the negative phase (model).</param>
    /// <param name="into">The tensors to add to, one per parameter, in the order of <see cref="Parameters"/>.</param>
    public abstract void AddNegativeEnergyGradient(States states, Tensor weights, Tensor mean, float scale, IReadOnlyList<Tensor> into);

    /// <summary>Sets the parameters so that independent units fit the data, as a starting point for training.</summary>
    /// <param name="mean">The mean of each unit over the data, [units].</param>
    /// <param name="examples">The number of examples in the mean.</param>
    public abstract void FitIndependently(Tensor mean, int examples);

    /// <summary>Sets the parameters so that independent units fit the data, given the variance of each unit as well.</summary>
    /// <param name="mean">The mean of each unit over the data, [units].</param>
    /// <param name="variance">The variance of each unit over the data, [units].</param>
    /// <param name="examples">The number of examples in the mean and the variance.</param>
    public virtual void FitIndependently(Tensor mean, Tensor variance, int examples) => FitIndependently(mean, examples);

    /// <summary>Sets the parameters so that independent units fit the data with these moments.</summary>
    internal virtual void FitIndependently(ColumnMoments moments) => FitIndependently(moments.Mean, moments.Variance, moments.Count);

    /// <summary>
    /// The variance of each unit over the data that it was fitted to, [units], if training must not depend on the unit of measurement; null for all other
    /// units. The gradient of the weights is divided by it (see <see cref="Gaussian"/>).
    /// </summary>
    internal virtual Tensor? Spread => null;

    /// <summary>
    /// Returns the input that gives the units the mean, as <see cref="FitIndependently(Tensor, int)"/> does with the parameters, [units] → [units].
    /// </summary>
    /// <param name="mean">The mean of each unit over the data, [units].</param>
    /// <param name="examples">The number of examples in the mean.</param>
    public virtual Tensor InputFor(Tensor mean, int examples)
    {
        LayerUnits fitted = Clone();
        fitted.FitIndependently(mean, examples);
        return fitted.BiasPerUnit.Clone().AddScaled(BiasPerUnit, -1);
    }

    /// <summary>Adds the effect of a shift of the units' input to the gradient of the first parameter, the bias.</summary>
    /// <param name="biasGradient">The gradient of the bias, in the shape of the bias; changed in place.</param>
    /// <param name="shift">The shift of the input, [units].</param>
    /// <param name="scale">The factor of the shift.</param>
    public virtual void AddInputShift(Tensor biasGradient, Tensor shift, float scale)
    {
        ArgumentNullException.ThrowIfNull(biasGradient);
        AddToBias(biasGradient, shift, scale);
    }

    /// <summary>Describes why units of this kind cannot take the states of one example; null if they can.</summary>
    /// <param name="states">The states of all units in the example.</param>
    /// <returns>A message such as "unit 3 is 0.5; Bernoulli units are 0 or 1", or null.</returns>
    public abstract string? Misfit(ReadOnlySpan<float> states);

    /// <summary>The number of units that share one state: 1, or the size of a one-hot block.</summary>
    public virtual int BlockSize => 1;

    /// <summary>All states of one block, [states][units of a block]; null if there are infinitely many.</summary>
    public virtual IReadOnlyList<float[]>? BlockStates => null;

    /// <summary>True if the states are countable, so that a state has a probability, which is at most 1, and not a density.</summary>
    internal virtual bool IsDiscrete => BlockStates is not null;

    /// <summary>How fast the energy of a unit grows. This decides which couplings can be normalized.</summary>
    internal virtual UnitRange Range => UnitRange.Bounded;

    /// <summary>Returns a new buffer for states of this kind.</summary>
    public virtual States NewStates(Device device, int batch) => States.Dense(Tensor.Aligned(device, batch, Count));

    /// <summary>Returns a copy with its own parameters.</summary>
    public abstract LayerUnits Clone();

    /// <summary>−Σ b (to − from): the change of an energy −b·x.</summary>
    private protected double LinearChange(int unit, ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        ReadOnlySpan<float> bias = BiasPerUnit.AsSpan();
        double sum = 0;
        for (int i = 0; i < from.Length; i++)
            sum -= ((double)to[i] - from[i]) * bias[unit + i];
        return sum;
    }

    /// <summary>Adds one number per unit, times a factor, to a gradient of the bias, which has one number per unit or per feature map.</summary>
    /// <param name="biasGradient">The gradient of the bias, in the shape of the bias; changed in place.</param>
    /// <param name="perUnit">The numbers to add, [units].</param>
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
