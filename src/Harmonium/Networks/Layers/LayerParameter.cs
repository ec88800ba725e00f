namespace Harmonium.Networks.Layers;

/// <summary>A tensor that a layer needs.</summary>
/// <param name="Name">Its name within the layer, such as <c>weights</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Role">What it is for.</param>
/// <param name="FanIn">How many numbers a unit is the sum of, for weights.</param>
/// <param name="FanOut">How many units a number is sent to, for weights.</param>
public sealed record LayerParameter(string Name, IReadOnlyList<int> Shape, ParameterRole Role, int FanIn = 1, int FanOut = 1);
