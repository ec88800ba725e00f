namespace Harmonium.Numerics.Functions;

/// <summary>
/// A function of every number with a slope a. All of them have a derivative that can be told from their value, so the backward pass
/// needs nothing but what the forward pass left. Of gradients that come back through it, those below 2⁻¹⁰⁰ in magnitude become 0.
/// </summary>
/// <param name="Kind">Which function.</param>
/// <param name="Slope">a, what the argument is multiplied by.</param>
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

    /// <summary>Whether it hands every number on as it is.</summary>
    public bool IsIdentity => Kind == ActivationKind.Linear && Slope == 1;
}
