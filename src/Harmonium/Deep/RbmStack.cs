using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Deep;

/// <summary>RBMs on top of each other: the hidden units of one are the visible units of the next (Hinton, Osindero, Teh 2006).</summary>
/// <param name="layers">The RBMs, lowest first, at least one.</param>
public sealed class RbmStack(IReadOnlyList<RestrictedBoltzmannMachine> layers)
{
    /// <summary>The RBMs, lowest first.</summary>
    public IReadOnlyList<RestrictedBoltzmannMachine> Layers { get; } = layers;

    /// <summary>The lowest RBMs as a stack that shares their parameters.</summary>
    /// <param name="count">How many, at least 1.</param>
    public RbmStack Lowest(int count) => new([.. Layers.Take(count)]);

    /// <summary>Means of the highest hidden units, layer by layer: each sees the means of the one below, [batch, visible] → [batch, features].</summary>
    public Tensor Encode(States examples)
    {
        Tensor means = Layers[0].MeanHiddenFrom(examples);
        foreach (RestrictedBoltzmannMachine rbm in Layers.Skip(1))
            means = rbm.MeanHiddenFrom(States.Dense(means));
        return means;
    }

    /// <summary>Means of the lowest visible units given the highest hidden ones, layer by layer, [batch, features] → [batch, visible].</summary>
    public Tensor Decode(States features)
    {
        States states = features;
        foreach (RestrictedBoltzmannMachine rbm in Layers.Reverse())
            states = States.Dense(rbm.MeanVisibleFrom(states));
        return states.AsTensor();
    }

    /// <summary>What an RBM on top of these is shown: for Bernoulli units their means, or states drawn from them; for all other kinds states.</summary>
    /// <param name="values">Examples, [batch, visible].</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="draw">Whether states of Bernoulli units are drawn.</param>
    public Tensor Show(Tensor values, RandomStream random, bool draw = false)
    {
        States below = States.From(values);
        if (Layers.Count > 1)
            below = States.Dense(Lowest(Layers.Count - 1).Encode(below));
        RestrictedBoltzmannMachine top = Layers[^1];
        return top.Hidden.Units is Bernoulli && !draw ? top.MeanHiddenFrom(below) : top.SampleHiddenFrom(below, random).AsTensor();
    }
}
