using Harmonium.Data;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Runs.Inputs;

/// <summary>Whether data are values that units of a kind can take.</summary>
internal static class UnitValues
{
    private const int Watched = 1000;

    /// <summary>Refuses a data set with an example that the units cannot take.</summary>
    /// <exception cref="DataFileException">There is such an example.</exception>
    internal static void Require(Dataset data, LayerUnits units)
    {
        Tensor example = Tensor.Zeros(1, data.Examples.Columns);
        for (int row = 0; row < data.Count; row++)
        {
            data.Examples.CopyRows([row], example);
            if (units.Misfit(example.AsSpan()) is { } misfit)
                throw new DataFileException(data.Name,
                    $"example {row + 1} cannot be shown to {units.Kind} units: {misfit}. Choose another kind of units, or scale or clean the data.");
        }
    }

    /// <summary>The mean total of an example, rounded, at least 1: the length of a usual document.</summary>
    internal static int UsualTotal(Dataset data)
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
