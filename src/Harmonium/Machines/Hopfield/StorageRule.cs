namespace Harmonium.Machines.Hopfield;

/// <summary>How patterns are written into the weights of a Hopfield net.</summary>
public enum StorageRule
{
    /// <summary>
    /// w_ij = Σ_μ s_i s_j / N (Hopfield 1982): a synapse grows where its two neurons agree and weakens where they differ,
    /// both halves of Hebb's extended rule. Holds about 0.138 N random patterns.
    /// </summary>
    Hebb,

    /// <summary>
    /// w_ij = Σ_μ x_i x_j / N with x = (s + 1) / 2: growth where both fire, and nothing else, as Hebb (1949) wrote it; kept to show that it is not enough.
    /// </summary>
    HebbOriginal,

    /// <summary>
    /// W = the projection on the span of the patterns (Personnaz, Guyon, Dreyfus 1985; Kohonen's pseudo-inverse): every pattern is a fixed
    /// point as long as they do not span all N dimensions, correlated ones too.
    /// </summary>
    PseudoInverse,

    /// <summary>
    /// Every synapse of a neuron whose field is not at least a margin on the right side learns the pattern once more, both ends
    /// alike so that weights stay symmetric, until all are right (Gardner 1988; Krauth &amp; Mézard 1987).
    /// </summary>
    Perceptron,
}
