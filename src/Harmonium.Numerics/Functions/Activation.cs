namespace Harmonium.Numerics.Functions;

/// <summary>
/// An element-wise activation function with a slope a.
/// The derivative of every function is computed from its value, so the backward pass needs only the output. Gradients below 2⁻¹⁰⁰ in magnitude become 0.
/// </summary>
/// <param name="Kind">The function.</param>
/// <param name="Slope">The slope a, a factor of the argument.</param>
public readonly record struct Activation(ActivationKind Kind, float Slope = 1)
{
    /// <summary>The identity.</summary>
    public static Activation Linear { get; } = new(ActivationKind.Linear);

    /// <summary>σ(x).</summary>
    public static Activation Logistic { get; } = new(ActivationKind.Logistic);

    /// <summary>tanh x.</summary>
    public static Activation Tanh { get; } = new(ActivationKind.Tanh);

    /// <summary>max(x, 0).</summary>
    public static Activation Rectifier { get; } = new(ActivationKind.Rectifier);

    /// <summary>ln(1 + eˣ).</summary>
    public static Activation Softplus { get; } = new(ActivationKind.Softplus);

    /// <summary>True if the function is the identity.</summary>
    public bool IsIdentity => Kind == ActivationKind.Linear && Slope == 1;
}
