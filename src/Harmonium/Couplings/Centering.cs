using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>
/// The terms that centering adds to the gradient of a coupling (Montavon &amp; Müller 2012; Melchior, Fischer, Wiskott 2016, eq. 12). With offsets μ
/// and λ taken from the states, ⟨(x − μ)(y − λ)ᵀ⟩ of the data minus that of the model is the plain gradient minus μ Δyᵀ and Δx λᵀ, where Δ is the
/// difference between the means of the two phases.
/// </summary>
/// <param name="FirstOffset">μ, [units of the first layer].</param>
/// <param name="SecondOffset">λ, [units of the second layer].</param>
/// <param name="FirstDifference">Δx, [units of the first layer].</param>
/// <param name="SecondDifference">Δy, [units of the second layer].</param>
internal sealed record Centering(Tensor FirstOffset, Tensor SecondOffset, Tensor FirstDifference, Tensor SecondDifference);
