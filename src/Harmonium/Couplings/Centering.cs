using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>
/// What centering adds to a coupling's gradient (Montavon &amp; Müller 2012; Melchior, Fischer, Wiskott 2016, eq. 12): with
/// offsets μ and λ taken from the states, ⟨(x − μ)(y − λ)ᵀ⟩ of the data less that of the model is the plain gradient less
/// μ Δyᵀ and Δx λᵀ, Δ being the difference of the phases' means.
/// </summary>
/// <param name="FirstOffset">μ, [units of the first layer].</param>
/// <param name="SecondOffset">λ, [units of the second layer].</param>
/// <param name="FirstDifference">Δx, [units of the first layer].</param>
/// <param name="SecondDifference">Δy, [units of the second layer].</param>
public sealed record Centering(Tensor FirstOffset, Tensor SecondOffset, Tensor FirstDifference, Tensor SecondDifference);
