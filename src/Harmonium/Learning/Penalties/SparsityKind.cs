namespace Harmonium.Learning.Penalties;

/// <summary>How hidden units are drawn toward a small mean activation.</summary>
public enum SparsityKind
{
    /// <summary>
    /// The derivative of the cross entropy between target and running mean with respect to a unit's total input, p − q, for its bias
    /// and weights alike (Hinton 2010, section 11).
    /// </summary>
    CrossEntropy,

    /// <summary>The gradient of KL(p ‖ q) with q the batch's mean activation, through every example's σ′ (after Lee, Ekanadham, Ng 2008).</summary>
    KullbackLeibler,
}
