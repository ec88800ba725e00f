using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// A data set as visible states, block after block: black and white where that is asked for, and the same at every pass, so
/// that all that is said of a data set is said of the same states. Memory holds one block.
/// </summary>
public sealed class VisibleData
{
    private readonly Dataset _data;
    private readonly ulong _seed;
    private readonly int _blockSize;

    /// <summary>A data set to be judged.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="binarization">How values are made black or white; <see cref="Binarization.Sampled"/> draws them once for this object.</param>
    /// <param name="seed">The seed of that.</param>
    /// <param name="blockSize">How many examples are worked on at a time, at least 1.</param>
    /// <exception cref="ArgumentException">There are no examples, or binarization meets a value outside [0, 1].</exception>
    public VisibleData(Dataset data, Binarization binarization = Binarization.None, ulong seed = 1, int blockSize = 500)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        if (data.Count == 0)
            throw new ArgumentException($"The data set {data.Name} has no examples; at least one is needed.", nameof(data));
        _data = Binarizer.Fix(data, binarization, seed);
        _seed = seed;
        _blockSize = blockSize;
        Binarization = binarization;
    }

    /// <summary>How values were made black or white.</summary>
    public Binarization Binarization { get; }

    /// <summary>How many examples there are.</summary>
    public int Count => _data.Count;

    /// <summary>How many units an example sets.</summary>
    public int Columns => _data.Examples.Columns;

    /// <summary>The name of the data set.</summary>
    public string Name => _data.Name;

    /// <summary>The examples in their order, [up to the block size, units] at a time.</summary>
    /// <param name="device">Where the states are to be used.</param>
    public IEnumerable<States> Blocks(Device device)
    {
        for (int start = 0; start < Count; start += _blockSize)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(_blockSize, Count - start))];
            Tensor values = Tensor.Zeros(device, rows.Length, Columns);
            _data.Examples.CopyRows(rows, values);
            if (Binarization == Binarization.Sampled)
            {
                // One example at a time, so that the states do not depend on the size of the blocks. Branch 1: the numbers of the evaluation's data.
                foreach (int row in rows)
                    Binarizer.Sample(values.RowRange(row - start, 1), RandomStream.For(_seed, Purpose.Evaluation, row).At(1));
            }

            yield return States.From(values);
        }
    }

    /// <summary>The mean of each unit, [units], summed in double.</summary>
    public Tensor Mean()
    {
        double[] sums = new double[Columns];
        foreach (States block in Blocks(Device.Default))
        {
            Tensor ones = Tensor.Filled(1, block.Rows);
            ReadOnlySpan<float> ofBlock = block.WeightedSum(ones).AsSpan();
            for (int i = 0; i < sums.Length; i++)
                sums[i] += ofBlock[i];
        }

        return Tensor.From([.. sums.Select(sum => (float)(sum / Count))], Columns);
    }

    /// <summary>The mean and the variance of each unit, [units], summed in double.</summary>
    public (Tensor Mean, Tensor Variance) Moments()
    {
        double[] sums = new double[Columns], squares = new double[Columns];
        foreach (States block in Blocks(Device.Default))
        {
            Tensor values = block.AsTensor();
            for (int row = 0; row < values.Rows; row++)
            {
                ReadOnlySpan<float> x = values.Row(row);
                for (int i = 0; i < x.Length; i++)
                {
                    sums[i] += x[i];
                    squares[i] += (double)x[i] * x[i];
                }
            }
        }

        return (
            Tensor.From([.. sums.Select(sum => (float)(sum / Count))], Columns),
            Tensor.From([.. sums.Zip(squares, (sum, square) => (float)Math.Max(0, (square / Count) - (sum / Count * (sum / Count))))], Columns));
    }

    /// <summary>Some of the examples, drawn without replacement; all where there are no more.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed of the draw.</param>
    public VisibleData Sample(int count, ulong seed) =>
        count >= Count ? this : new VisibleData(_data.Split(seed, count)[0], Binarization, _seed, _blockSize);

    /// <summary>Whether a block holds states that the units can take, so that their probability means something.</summary>
    /// <exception cref="UnfitDataException">It does not.</exception>
    internal void RequireStates(Layer visible, States block)
    {
        if ((visible.Units is Bernoulli || visible.Units is Spin) && block.Bits is not null && block.AreSigns == visible.Units is Spin)
            return;
        Tensor values = block.AsTensor();
        for (int row = 0; row < values.Rows; row++)
        {
            if (visible.Units.Misfit(values.Row(row)) is not { } misfit)
                continue;
            string advice = visible.Units is Bernoulli ? " Choose a binarization: sampled, static or threshold." : "";
            throw new UnfitDataException($"An example of {Name} has no probability under the layer '{visible.Name}': {misfit}.{advice}");
        }
    }

    /// <summary>Whether the examples fit the visible units of a machine.</summary>
    /// <exception cref="UnfitDataException">They do not.</exception>
    internal void RequireFit(Layer visible)
    {
        if (visible.Units.Count != Columns)
            throw new UnfitDataException($"The machine has {visible.Units.Count} visible units, but the examples of {Name} have {Columns} numbers. Use the " +
                "data, size and preprocessing that the machine was trained with.");
    }
}
