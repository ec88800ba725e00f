namespace Harmonium.Learning.Gradients;

/// <summary>The order of the expansion of the free energy in the weights (Plefka 1982; Georges &amp; Yedidia 1991).</summary>
public enum MeanFieldOrder
{
    /// <summary>First order, naive mean field: θ_j = Σ W_ij m_i.</summary>
    Naive,

    /// <summary>
    /// Second order, Thouless–Anderson–Palmer: θ_j = Σ W_ij m_i + ½ V_j′(m_j) Σ W_ij² V_i, for Bernoulli units −(m_j − ½) Σ W_ij² (m_i − m_i²).
    /// </summary>
    Tap,
}
