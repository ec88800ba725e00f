namespace Harmonium.Networks.Layers;

/// <summary>The description of a parameter of a layer.</summary>
/// <param name="Name">The parameter's name within the layer, such as <c>weights</c>.</param>
/// <param name="Shape">The parameter's shape.</param>
/// <param name="Role">The parameter's role.</param>
/// <param name="FanIn">The number of inputs per unit, for weights.</param>
/// <param name="FanOut">The number of units per input, for weights.</param>
internal sealed record LayerParameter(string Name, IReadOnlyList<int> Shape, ParameterRole Role, int FanIn = 1, int FanOut = 1);
