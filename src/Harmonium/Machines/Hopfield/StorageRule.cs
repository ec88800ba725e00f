namespace Harmonium.Machines.Hopfield;

/// <summary>The rule that stores patterns in the weights of a Hopfield network.</summary>
public enum StorageRule
{
    /// <summary>
    /// w_ij = Σ_μ s_i s_j / N (Hopfield 1982). A synapse grows if its two neurons agree and weakens if they differ, which are the two halves of
    /// Hebb's extended rule. Stores about 0.138 N random patterns.
    /// </summary>
    Hebb,

    /// <summary>
    /// w_ij = Σ_μ x_i x_j / N with x = (s + 1) / 2. A synapse grows if both neurons fire and never weakens, as in Hebb (1949). Included to show that
    /// this rule is not sufficient.
    /// </summary>
    HebbOriginal,

    /// <summary>
    /// W is the projection on the span of the patterns (Personnaz, Guyon, Dreyfus 1985; Kohonen's pseudo-inverse). Every pattern is a fixed point if
    /// the patterns do not span all N dimensions, even if the patterns are correlated.
    /// </summary>
    PseudoInverse,

    /// <summary>
    /// If the field of a neuron is below the margin on its own side, its synapses learn the pattern again. Both ends change equally, so the weights
    /// stay symmetric. This repeats until all fields are right (Gardner 1988; Krauth &amp; Mézard 1987).
    /// </summary>
    Perceptron,
}
