namespace Harmonium.Learning.Penalties;

/// <summary>The penalty that pulls hidden units toward a small mean activation.</summary>
public enum SparsityKind
{
    /// <summary>
    /// The derivative of the cross entropy between target and running mean with respect to a unit's total input, p − q, for both its bias
    /// and its weights (Hinton 2010, section 11).
    /// </summary>
    CrossEntropy,

    /// <summary>The gradient of KL(p ‖ q), where q is the batch's mean activation, through σ′ of every example (after Lee, Ekanadham, Ng 2008).</summary>
    KullbackLeibler,
}
