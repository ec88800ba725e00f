using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>One term of a coupling's gradient: scale · Σ_s weight_s ⟨first[s], second[s]⟩ over the examples of a batch.</summary>
/// <param name="First">States or means of the coupling's first layer, [batch, units].</param>
/// <param name="Second">States or means of its second layer, [batch, units].</param>
/// <param name="Scale">The factor of the sum: positive for the phase of the data, negative for the phase of the model.</param>
/// <param name="Weights">The weight of each example, [batch]; null for weights of 1.</param>
internal readonly record struct StatePair(States First, States Second, float Scale, Tensor? Weights = null);
