using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Networks;

/// <summary>The initialization of weights.</summary>
/// <param name="Kind">The distribution.</param>
/// <param name="Scale">The standard deviation of <see cref="InitializationKind.Normal"/>; a factor of the standard deviation otherwise.</param>
public readonly record struct WeightInitialization(InitializationKind Kind, double Scale = 1)
{
    /// <summary>Returns the standard deviation of weights with a fan-in and a fan-out.</summary>
    public double StandardDeviation(int fanIn, int fanOut) => Scale * (Kind switch
    {
        InitializationKind.Xavier => Math.Sqrt(2.0 / Math.Max(1, fanIn + fanOut)),
        InitializationKind.He => Math.Sqrt(2.0 / Math.Max(1, fanIn)),
        _ => 1,
    });

    /// <summary>Fills a tensor according to its role.</summary>
    internal void Fill(LayerParameter parameter, Tensor values, RandomStream random)
    {
        switch (parameter.Role)
        {
            case ParameterRole.Weights:
                random.FillNormal(values, 0, (float)StandardDeviation(parameter.FanIn, parameter.FanOut));
                break;
            case ParameterRole.Gain or ParameterRole.Variance:
                values.AsSpan().Fill(1);
                break;
            default:
                values.AsSpan().Clear();
                break;
        }
    }
}
