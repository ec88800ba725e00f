using Harmonium.Data;
using Harmonium.Numerics;

namespace Harmonium.Runs.Inputs;

/// <summary>Checks that data fit Bernoulli units.</summary>
internal static class ProbabilityRange
{
    /// <summary>Checks that all values are between 0 and 1.</summary>
    /// <exception cref="DataFileException">A value is not a number or is out of this range.</exception>
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
                    $"example {row + 1} has {values[column]} in column {column + 1}; Bernoulli units need values from 0 to 1. Scale or clean the data.");
            }
        }
    }
}
