using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// A restricted Boltzmann machine (Smolensky 1986, "harmonium"): one visible and one hidden layer, without couplings within a layer. E(v, h) = E_v(v)
/// + E_h(h) − v W h; for Bernoulli units −a·v − b·h − v W h.
/// </summary>
public sealed class RestrictedBoltzmannMachine
{
    /// <summary>Creates a machine from two kinds of units, with all weights 0.</summary>
    public RestrictedBoltzmannMachine(LayerUnits visible, LayerUnits hidden)
        : this(visible, hidden, null)
    {
    }

    /// <summary>Creates a machine from two kinds of units and weights W [visible, hidden]. The weights are copied if their rows are not aligned.</summary>
    /// <exception cref="ArgumentException">The weights do not fit the units, or the sum over all states is infinite.</exception>
    public RestrictedBoltzmannMachine(LayerUnits visible, LayerUnits hidden, Tensor? weights)
    {
        ArgumentNullException.ThrowIfNull(visible);
        ArgumentNullException.ThrowIfNull(hidden);
        if ((Normalizability.TroubleBetween(visible, hidden) ?? (weights is null ? null : Normalizability.TroubleOf(visible, hidden, weights))) is { } trouble)
            throw new ArgumentException($"{trouble}.");
        if (hidden is ReplicatedSoftmax)
            throw new ArgumentException("Replicated softmax units are the word counts of visible documents. Use another kind of hidden units, such as " +
                "bernoulli.", nameof(hidden));
        bool counts = visible is ReplicatedSoftmax;
        Visible = new Layer("visible", LayerRole.Visible, visible);
        Hidden = new Layer("hidden", LayerRole.Hidden, hidden) { IsFixed = counts };
        Coupling = weights is null ? new DenseCoupling(Visible, Hidden) : new DenseCoupling(Visible, Hidden, weights);
        Totals = counts ? new TotalCoupling(Visible, Hidden, Tensor.Zeros(hidden.Parameters[0].Values.Device, hidden.Count)) : null;
        Machine = new BoltzmannMachine([Visible, Hidden], Totals is null ? [Coupling] : [Coupling, Totals]);
    }

    /// <summary>The machine as layers and couplings, for samplers, learners and evaluation.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>The visible layer.</summary>
    public Layer Visible { get; }

    /// <summary>The hidden layer.</summary>
    public Layer Hidden { get; }

    /// <summary>The coupling of the two layers.</summary>
    public DenseCoupling Coupling { get; }

    /// <summary>
    /// The coupling that holds the hidden biases per word of a document, if the visible units count words; otherwise null. The hidden units' own
    /// biases are then 0.
    /// </summary>
    public TotalCoupling? Totals { get; }

    /// <summary>The weights W, [visible, hidden]. Call <see cref="Coupling.Changed"/> after changing them.</summary>
    public Tensor Weights => Coupling.Weights;

    /// <summary>Creates a machine of Bernoulli units with all parameters 0.</summary>
    public static RestrictedBoltzmannMachine OfBernoulli(int visible, int hidden) => new(new Bernoulli(visible), new Bernoulli(hidden));

    /// <summary>v W, plus D c for word counts, [batch, visible] → [batch, hidden].</summary>
    public Tensor HiddenInput(States visible, Tensor? into = null) => Machine.Input(Hidden, new MachineState { [Visible] = visible }, into);

    /// <summary>h Wᵀ, [batch, hidden] → [batch, visible].</summary>
    public Tensor VisibleInput(States hidden, Tensor? into = null) => Machine.Input(Visible, new MachineState { [Hidden] = hidden }, into);

    /// <summary>M[h | v], [batch, hidden].</summary>
    public Tensor MeanHiddenFrom(States visible) => Hidden.Units.Mean(HiddenInput(visible));

    /// <summary>M[v | h], [batch, visible].</summary>
    public Tensor MeanVisibleFrom(States hidden) => Visible.Units.Mean(VisibleInput(hidden));

    /// <summary>Draws hidden states from p(h | v).</summary>
    public States SampleHiddenFrom(States visible, RandomStream random) => Hidden.Units.Sample(HiddenInput(visible), random);

    /// <summary>Draws visible states from p(v | h).</summary>
    public States SampleVisibleFrom(States hidden, RandomStream random) => Visible.Units.Sample(VisibleInput(hidden), random);

    /// <summary>M[v | M[h | v]]: the mean-field reconstruction, [batch, visible].</summary>
    public Tensor Reconstruct(States visible) => Visible.Units.For(visible).Mean(VisibleInput(States.Dense(MeanHiddenFrom(visible))));

    /// <summary>F(v) = E_v(v) − Σ_j log Σ_h exp(h·(vW)_j − E_h(h)); p(v) = exp(−F(v)) / Z; [batch], in nats.</summary>
    public double[] FreeEnergy(States visible) => Machine.FreeEnergy(new MachineState { [Visible] = visible });

    /// <summary>Returns the same distribution with the sides swapped: hidden units become visible, and W becomes Wᵀ.</summary>
    public RestrictedBoltzmannMachine Mirror() => new(Hidden.Units.Clone(), Visible.Units.Clone(), Weights.Transpose());

    /// <summary>Returns the machine, with the same parameters, for documents of one length, on which log Z depends.</summary>
    /// <exception cref="InvalidOperationException">The visible units are not replicated softmax units.</exception>
    public RestrictedBoltzmannMachine WithLength(int length)
    {
        if (Visible.Units is not ReplicatedSoftmax documents)
            throw new InvalidOperationException($"Only documents have a length; the visible units are {Visible.Units.Kind}.");
        RestrictedBoltzmannMachine same = new(documents.WithLength(length), Hidden.Units, Weights);
        Totals!.Bias.CopyTo(same.Totals!.Bias);
        return same;
    }

    /// <summary>Returns a copy with its own parameters.</summary>
    public RestrictedBoltzmannMachine Clone()
    {
        RestrictedBoltzmannMachine clone = new(Visible.Units.Clone(), Hidden.Units.Clone(), Weights.Clone());
        Totals?.Bias.CopyTo(clone.Totals!.Bias);
        return clone;
    }
}
