using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>Weights of hidden units that can be shown as images of the inputs.</summary>
/// <param name="Name">The name of the layer, such as "first layer".</param>
/// <param name="Weights">The weights, [inputs, units].</param>
internal sealed record FilterBank(string Name, Tensor Weights);
