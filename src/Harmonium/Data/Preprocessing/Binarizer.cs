using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Data.Preprocessing;

/// <summary>Binarizes values in [0, 1].</summary>
internal static class Binarizer
{
    /// <summary>The smallest value that <see cref="Binarization.Threshold"/> maps to 1.</summary>
    public const float ThresholdValue = 0.5f;

    /// <summary>Returns the random stream of <see cref="Binarization.Sampled"/> for a training step.</summary>
    public static RandomStream SampledAt(ulong seed, long step) => RandomStream.For(seed, Purpose.Binarization, step);

    /// <summary>Replaces every value of a tensor by 1 with the value as its probability, and by 0 otherwise. Values are not checked to be in [0, 1].</summary>
    /// <param name="values">[batch, columns]: the probabilities, replaced by zeros and ones.</param>
    /// <param name="random">The value at (row, column) uses word column mod 4 of this stream's block (column / 4, row).</param>
    public static void Sample(Tensor values, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(values);
        Span<float> numbers = values.AsSpan();
        for (int row = 0; row < values.Rows; row++)
            SampleRow(numbers.Slice(row * values.Columns, values.Columns), random, (uint)row);
    }

    /// <summary>Replaces every value of a tensor by 1 if it is at least 0.5, and by 0 otherwise.</summary>
    public static void Threshold(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (ref float value in values.AsSpan())
            value = value >= ThresholdValue ? 1 : 0;
    }

    /// <summary>
    /// Returns the data set binarized by <see cref="Binarization.Static"/> or <see cref="Binarization.Threshold"/>;
    /// unchanged for the other two kinds.
    /// </summary>
    /// <param name="data">The data set, with values in [0, 1].</param>
    /// <param name="kind">The kind of binarization.</param>
    /// <param name="seed">The seed of <see cref="Binarization.Static"/>: example i uses row i of its stream.</param>
    /// <exception cref="DataFileException">A value is outside [0, 1].</exception>
    public static Dataset Fix(Dataset data, Binarization kind, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        RequireProbabilities(data, kind);
        if (kind is Binarization.None or Binarization.Sampled)
            return data;
        // Branch 1 separates these random numbers from those of the sampling at step 0.
        RandomStream random = RandomStream.For(seed, Purpose.Binarization).At(1);
        int columns = data.Examples.Columns;
        byte[] bits = new byte[checked(data.Count * columns)];
        Tensor example = Tensor.Zeros(1, columns);
        for (int row = 0; row < data.Count; row++)
        {
            data.Examples.CopyRows([row], example);
            if (kind == Binarization.Threshold)
                Threshold(example);
            else
                SampleRow(example.AsSpan(), random, (uint)row);
            for (int column = 0; column < columns; column++)
                bits[(row * columns) + column] = (byte)example[column];
        }

        string how = kind == Binarization.Threshold ? $"by a threshold of {ThresholdValue}" : $"by sampling once with seed {seed}";
        return new Dataset(data.Name, new ByteExamples(bits, columns, scale: 1), data.Shape)
        {
            Labels = data.Labels,
            ClassNames = data.ClassNames,
            LeastClasses = data.LeastClasses,
            ColumnNames = data.ColumnNames,
            Origin = data.Origin.Length == 0 ? $"Binarized {how}." : $"{data.Origin} Binarized {how}.",
            Notices = data.Notices,
        };
    }

    private static void SampleRow(Span<float> values, RandomStream random, uint row)
    {
        for (int column = 0; column < values.Length; column += 4)
        {
            (uint a, uint b, uint c, uint d) = random.Block((uint)column / 4, row);
            ReadOnlySpan<uint> words = [a, b, c, d];
            for (int i = 0; i < Math.Min(4, values.Length - column); i++)
                values[column + i] = (words[i] >> 8) * (1f / (1 << 24)) < values[column + i] ? 1 : 0;
        }
    }

    private static void RequireProbabilities(Dataset data, Binarization kind)
    {
        if (kind == Binarization.None || data.Examples is ByteExamples { Scale: >= 0 and <= 1 / 255f })
            return;
        Tensor example = Tensor.Zeros(1, data.Examples.Columns);
        for (int row = 0; row < data.Count; row++)
        {
            data.Examples.CopyRows([row], example);
            for (int column = 0; column < example.Count; column++)
            {
                if (!(example[column] >= 0 && example[column] <= 1))
                    throw new DataFileException(data.Name, $"example {row + 1} has {example[column]} in column {column + 1}; values from 0 to 1 are " +
                        "expected, which are binarized. Scale the data as for the training, or choose the binarization none.");
            }
        }
    }
}
