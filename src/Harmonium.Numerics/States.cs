using System.Runtime.InteropServices;

namespace Harmonium.Numerics;

/// <summary>
/// A batch of states of one layer, [batch, units], that knows its own representation: bits where every unit is 0 or 1,
/// the non-zero values with their places where most are 0, plain numbers otherwise. Products choose the fastest way by
/// that and by how many units are active; the caller never does.
/// </summary>
public sealed partial class States
{
    /// <summary>
    /// Above this share of active units a dense product is at least as fast as gathering the active weight rows
    /// (measured by the gather cases of the kernel benchmarks).
    /// </summary>
    public const double GatherThreshold = 1.0 / 3;

    private Tensor? _dense;
    private bool _denseIsCurrent;
    private bool _denseIsBorrowed;
    private double _density = double.NaN;
    private BitMatrix? _transposedBits;
    private bool _transposedIsCurrent;

    private States(Device device, int rows, int columns, BitMatrix? bits, SparseRows? sparse, Tensor? dense)
    {
        Device = device;
        Rows = rows;
        Columns = columns;
        Bits = bits;
        Sparse = sparse;
        _dense = dense;
        _denseIsCurrent = _denseIsBorrowed = dense is not null;
    }

    /// <summary>Where products of these states run.</summary>
    public Device Device { get; }

    /// <summary>How many examples there are.</summary>
    public int Rows { get; }

    /// <summary>How many units there are.</summary>
    public int Columns { get; }

    /// <summary>The bits, where every unit is 0 or 1; else null.</summary>
    public BitMatrix? Bits { get; }

    /// <summary>The non-zero values, where the states are kept so; else null.</summary>
    internal SparseRows? Sparse { get; }

    /// <summary>The share of units that are not 0.</summary>
    public double Density
    {
        get
        {
            // Plain numbers may be written to by whoever gave them.
            if (double.IsNaN(_density) || (Bits is null && Sparse is null))
                _density = CountActive() / Math.Max(1.0, (double)Rows * Columns);
            return _density;
        }
    }

    /// <summary>Whether products gather weight rows rather than multiply densely.</summary>
    internal bool PrefersGather => (Bits is not null || Sparse is not null) && Density <= GatherThreshold;

    /// <summary>Binary states, all 0: room to sample into.</summary>
    public static States Binary(Device device, int rows, int columns) => new(device, rows, columns, new BitMatrix(rows, columns), null, null);

    /// <summary>States of which a few units, the same number in each example, are 1 and all others 0.</summary>
    /// <param name="device">Where their products run.</param>
    /// <param name="rows">How many examples there are.</param>
    /// <param name="columns">How many units there are.</param>
    /// <param name="ones">The units that are 1, example after example.</param>
    public static States OneHot(Device device, int rows, int columns, ReadOnlySpan<int> ones)
    {
        States states = Binary(device, rows, columns);
        int each = rows == 0 ? 0 : ones.Length / rows;
        for (int i = 0; i < ones.Length; i++)
            states.Bits!.Words[(i / each * states.Bits.WordsPerRow) + (ones[i] >> 6)] |= 1UL << (ones[i] & 63);
        return states;
    }

    /// <summary>States kept as the given numbers, [batch, units], not copied.</summary>
    public static States Dense(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new States(values.Device, values.Rows, values.Columns, null, null, values);
    }

    /// <summary>States in the representation that suits the numbers, [batch, units]: bits, non-zero values, or the numbers themselves.</summary>
    public static States From(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int active = 0, other = 0;
        for (int row = 0; row < values.Rows; row++)
        {
            // As integers they are counted a vector at a time; −0 is the smallest of those.
            ReadOnlySpan<int> numbers = MemoryMarshal.Cast<float, int>(values.Row(row));
            int nonZero = numbers.Length - numbers.Count(0) - numbers.Count(int.MinValue);
            active += nonZero;
            if (other == 0)
                other = nonZero - numbers.Count(BitConverter.SingleToInt32Bits(1));
        }

        if (other == 0)
            return new States(values.Device, values.Rows, values.Columns, BitsOf(values), null, values);
        return active <= GatherThreshold * values.Count
            ? new States(values.Device, values.Rows, values.Columns, null, SparseRows.From(values, active), values)
            : Dense(values);
    }

    /// <summary>The states as plain numbers, [batch, units]; kept until the states change, not to be written to.</summary>
    public Tensor AsTensor()
    {
        if (_denseIsCurrent)
            return _dense!;
        _dense ??= Tensor.Zeros(Device, Rows, Columns);
        if (Bits is not null)
            Device.Expand(Bits, _dense);
        else
            ExpandSparse(_dense);
        _denseIsCurrent = true;
        return _dense;
    }

    /// <summary>x · matrix, [batch, units] times [units, n] → [batch, n], or x · matrixᵀ, by adding active rows or densely, whichever is faster.</summary>
    /// <param name="matrix">The right factor, [units, n]; [n, units] where it is taken transposed.</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    /// <param name="transposeMatrix">Whether the matrix is taken transposed.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Multiply(Tensor matrix, Tensor? into = null, bool transposeMatrix = false)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        (int units, int n) = transposeMatrix ? (matrix.Columns, matrix.Rows) : (matrix.Rows, matrix.Columns);
        if (units != Columns)
        {
            throw new ArgumentException(
                $"States of [{Rows}, {Columns}] do not meet a matrix of {Tensor.Describe(matrix.Shape)}{(transposeMatrix ? ", transposed" : "")}: {Columns} units meet {units} rows.", nameof(matrix));
        }

        if (!PrefersGather)
            return AsTensor().Multiply(matrix, transposeRight: transposeMatrix, into: into);
        into = matrix.Target(into, Rows, n);
        matrix.Device.Multiply(this, matrix, transposeMatrix, into);
        return into;
    }

    /// <summary>Σ_units x · vector of each example, [batch], summed in double.</summary>
    public double[] Dot(Tensor vector)
    {
        RequireCount(vector, Columns);
        return vector.Device.Dot(this, vector);
    }

    /// <summary>Σ_examples weight · x, [batch, units] → [units].</summary>
    /// <param name="weights">The weight of each example, [batch].</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    public Tensor WeightedSum(Tensor weights, Tensor? into = null)
    {
        RequireCount(weights, Rows);
        into ??= Tensor.Zeros(weights.Device, Columns);
        RequireCount(into, Columns);
        weights.Device.WeightedSum(this, weights, into);
        return into;
    }

    /// <summary>A copy with states of its own.</summary>
    public States Clone()
    {
        if (Bits is null)
            return From(AsTensor().Clone());
        States copy = Binary(Device, Rows, Columns);
        Bits.Words.CopyTo(copy.Bits!.Words, 0);
        return copy;
    }

    /// <summary>The bits by unit, [units, batch]: for each unit the examples in which it is active; kept until the states change.</summary>
    internal BitMatrix TransposedBits()
    {
        _transposedBits ??= new BitMatrix(Columns, Rows);
        if (!_transposedIsCurrent)
        {
            Device.Transpose(Bits!, _transposedBits);
            _transposedIsCurrent = true;
        }

        return _transposedBits;
    }

    /// <summary>To be called by whoever wrote into <see cref="Bits"/>.</summary>
    internal void Changed()
    {
        _transposedIsCurrent = false;
        _density = double.NaN;
        _denseIsCurrent = false;
        // The numbers that the states were made from belong to whoever gave them: the next AsTensor must not write there.
        if (_denseIsBorrowed)
            (_dense, _denseIsBorrowed) = (null, false);
    }

    private void RequireCount(Tensor vector, int count)
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (vector.Count != count)
            throw new ArgumentException($"A vector of {count} numbers is needed for states of [{Rows}, {Columns}]; this one is {Tensor.Describe(vector.Shape)}.", nameof(vector));
    }

    private static BitMatrix BitsOf(Tensor values)
    {
        BitMatrix bits = new(values.Rows, values.Columns);
        for (int row = 0; row < values.Rows; row++)
        {
            ReadOnlySpan<float> numbers = values.Row(row);
            for (int column = 0; column < numbers.Length; column++)
            {
                if (numbers[column] != 0)
                    bits.Words[(row * bits.WordsPerRow) + (column >> 6)] |= 1UL << (column & 63);
            }
        }

        return bits;
    }

    private double CountActive()
    {
        if (Bits is not null)
            return Bits.PopulationCount();
        if (Sparse is not null)
            return Sparse.Values.Length;
        int active = 0;
        for (int row = 0; row < Rows; row++)
            active += Columns - _dense!.Row(row).Count(0f);
        return active;
    }
}
