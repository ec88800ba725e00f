using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// A data set as visible states, in blocks. Values are binarized on request. Every pass gives the same states, so that all measures of a data set
/// refer to the same states. One block is in memory at a time.
/// </summary>
public sealed class VisibleData
{
    private readonly Dataset _data;
    private readonly ulong _seed;
    private readonly int _blockSize;

    /// <summary>Creates visible states from a data set.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="binarization">The binarization of values; <see cref="Binarization.Sampled"/> draws them once for this object.</param>
    /// <param name="seed">The seed of the binarization.</param>
    /// <param name="blockSize">The number of examples per block, at least 1.</param>
    /// <exception cref="ArgumentException">There are no examples.</exception>
    /// <exception cref="DataFileException">A value to be binarized is outside [0, 1].</exception>
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

    /// <summary>The binarization of values.</summary>
    public Binarization Binarization { get; }

    /// <summary>The number of examples.</summary>
    public int Count => _data.Count;

    /// <summary>The number of units per example.</summary>
    public int Columns => _data.Examples.Columns;

    /// <summary>The name of the data set.</summary>
    public string Name => _data.Name;

    /// <summary>Returns the examples in order, [up to the block size, units] at a time.</summary>
    /// <param name="device">The device that uses the states.</param>
    public IEnumerable<States> Blocks(Device device)
    {
        for (int start = 0; start < Count; start += _blockSize)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(_blockSize, Count - start))];
            Tensor values = Tensor.Zeros(device, rows.Length, Columns);
            _data.Examples.CopyRows(rows, values);
            if (Binarization == Binarization.Sampled)
            {
                // One example at a time, so that the states do not depend on the block size. Branch 1 holds the random numbers of the evaluation data.
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

    /// <summary>The mean and the spread of each unit.</summary>
    internal ColumnMoments Moments() => ColumnMoments.Of(Blocks(Device.Default).Select(block => block.AsTensor()), _data.Shape.IsImage);

    /// <summary>Returns some of the examples, drawn without replacement. Returns all examples if there are no more than the count.</summary>
    /// <param name="count">The number of examples to draw.</param>
    /// <param name="seed">The seed of the draw.</param>
    public VisibleData Sample(int count, ulong seed) =>
        count >= Count ? this : new VisibleData(_data.Split(seed, count)[0], Binarization, _seed, _blockSize);

    /// <summary>Checks that the units can take the states of a block.</summary>
    /// <exception cref="UnfitDataException">A unit cannot take its state.</exception>
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
            throw new UnfitDataException($"An example of {Name} does not fit the layer '{visible.Name}': {misfit}.{advice}");
        }
    }

    /// <summary>Checks that the examples fit the visible units of a machine.</summary>
    /// <exception cref="UnfitDataException">The examples do not fit.</exception>
    internal void RequireFit(Layer visible)
    {
        if (visible.Units.Count != Columns)
            throw new UnfitDataException($"The machine has {visible.Units.Count} visible units, but the examples of {Name} have {Columns} numbers. Use the " +
                "data, size and preprocessing that the machine was trained with.");
    }
}
