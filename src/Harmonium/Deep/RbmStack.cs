using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Deep;

/// <summary>A stack of RBMs: the hidden units of one are the visible units of the next (Hinton, Osindero, Teh 2006).</summary>
/// <param name="layers">The RBMs, lowest first, at least one.</param>
internal sealed class RbmStack(IReadOnlyList<RestrictedBoltzmannMachine> layers)
{
    /// <summary>The RBMs, lowest first.</summary>
    public IReadOnlyList<RestrictedBoltzmannMachine> Layers { get; } = layers;

    /// <summary>Returns the lowest RBMs as a stack that shares their parameters.</summary>
    /// <param name="count">The number of RBMs, at least 1.</param>
    public RbmStack Lowest(int count) => new([.. Layers.Take(count)]);

    /// <summary>Returns the means of the highest hidden units, computed layer by layer from the means below, [batch, visible] → [batch, features].</summary>
    public Tensor Encode(States examples)
    {
        Tensor means = Layers[0].MeanHiddenFrom(examples);
        foreach (RestrictedBoltzmannMachine rbm in Layers.Skip(1))
            means = rbm.MeanHiddenFrom(States.Dense(means));
        return means;
    }

    /// <summary>Returns the means of the lowest visible units given the highest hidden ones, layer by layer, [batch, features] → [batch, visible].</summary>
    public Tensor Decode(States features)
    {
        States states = features;
        foreach (RestrictedBoltzmannMachine rbm in Layers.Reverse())
            states = States.Dense(rbm.MeanVisibleFrom(states));
        return states.AsTensor();
    }

    /// <summary>Returns the training input of an RBM on top of this stack. Bernoulli units give means, or samples if asked; other units give samples.</summary>
    /// <param name="values">Examples, [batch, visible].</param>
    /// <param name="random">The random stream used for sampling.</param>
    /// <param name="draw">True to sample the states of Bernoulli units.</param>
    public Tensor Show(Tensor values, RandomStream random, bool draw = false)
    {
        States below = States.From(values);
        if (Layers.Count > 1)
            below = States.Dense(Lowest(Layers.Count - 1).Encode(below));
        RestrictedBoltzmannMachine top = Layers[^1];
        return top.Hidden.Units is Bernoulli && !draw ? top.MeanHiddenFrom(below) : top.SampleHiddenFrom(below, random).AsTensor();
    }
}
