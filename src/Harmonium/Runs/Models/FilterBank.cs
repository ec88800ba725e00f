using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>Weights of hidden units that can be looked at as pictures of inputs.</summary>
/// <param name="Name">What they are, such as "layer 1".</param>
/// <param name="Weights">[inputs, units].</param>
public sealed record FilterBank(string Name, Tensor Weights);
