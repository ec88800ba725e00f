namespace Harmonium.Numerics.Functions;

/// <summary>Element-wise activation functions, with slope a.</summary>
public enum ActivationKind
{
    /// <summary>a·x.</summary>
    Linear,

    /// <summary>1 / (1 + e^−ax), between 0 and 1.</summary>
    Logistic,

    /// <summary>tanh(a·x), between −1 and 1.</summary>
    Tanh,

    /// <summary>max(a·x, 0).</summary>
    Rectifier,

    /// <summary>ln(1 + e^ax), a smooth version of the rectifier.</summary>
    Softplus,

    /// <summary>e^ax.</summary>
    Exponential,

    /// <summary>ln(a·x), for inputs above 0.</summary>
    Logarithm,

    /// <summary>√(a·x), for inputs above 0.</summary>
    SquareRoot,
}
