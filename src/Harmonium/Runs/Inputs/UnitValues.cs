using Harmonium.Data;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Runs.Inputs;

/// <summary>Checks that units can have the values of data.</summary>
internal static class UnitValues
{
    private const int Watched = 1000;

    /// <summary>Checks that the units can have the values of all examples.</summary>
    /// <exception cref="DataFileException">The values of an example do not fit the units.</exception>
    internal static void Require(Dataset data, LayerUnits units)
    {
        Tensor example = Tensor.Zeros(1, data.Examples.Columns);
        for (int row = 0; row < data.Count; row++)
        {
            data.Examples.CopyRows([row], example);
            if (units.Misfit(example.AsSpan()) is { } misfit)
                throw new DataFileException(data.Name,
                    $"example {row + 1} does not fit {units.Kind} units: {misfit}. Choose another kind of units, or scale or clean the data.");
        }
    }

    /// <summary>The mean sum of an example, rounded, at least 1: the mean document length.</summary>
    internal static int MeanTotal(Dataset data)
    {
        Tensor example = Tensor.Zeros(1, data.Examples.Columns);
        double sum = 0;
        int count = Math.Min(data.Count, Watched);
        for (int row = 0; row < count; row++)
        {
            data.Examples.CopyRows([row], example);
            sum += System.Numerics.Tensors.TensorPrimitives.Sum<float>(example.AsSpan());
        }

        return (int)Math.Clamp(Math.Round(sum / Math.Max(1, count)), 1, int.MaxValue);
    }
}
