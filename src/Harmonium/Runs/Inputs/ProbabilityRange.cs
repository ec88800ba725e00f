using Harmonium.Data;
using Harmonium.Numerics;

namespace Harmonium.Runs.Inputs;

/// <summary>Whether data fit units that are 0 or 1.</summary>
internal static class ProbabilityRange
{
    /// <summary>Refuses a data set with a value that is no number or not between 0 and 1.</summary>
    /// <exception cref="DataFileException">There is such a value.</exception>
    internal static void Require(Dataset data)
    {
        Tensor example = Tensor.Zeros(1, data.Examples.Columns);
        for (int row = 0; row < data.Count; row++)
        {
            data.Examples.CopyRows([row], example);
            ReadOnlySpan<float> values = example.AsSpan();
            for (int column = 0; column < values.Length; column++)
            {
                if (values[column] is >= 0 and <= 1)
                    continue;
                throw new DataFileException(data.Name,
                    $"example {row + 1} has {values[column]} in column {column + 1}; Bernoulli units take numbers from 0 to 1. Scale the data or clean them.");
            }
        }
    }
}
