using Harmonium.Numerics.Kernels.Gathering;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <summary>
/// The states of one layer for a batch, [batch, units], in one of three representations: bits if every unit is binary, the nonzero values if most are 0,
/// dense otherwise.
/// Products select the fastest method from the representation and the number of active units.
/// </summary>
public sealed partial class States
{
    /// <summary>
    /// The density above which gathering the rows of active units is no longer the fastest method. Above it, bits use tables of sums if the batch is large
    /// enough, and everything else a dense product (measured by the gather cases of the kernel benchmarks).
    /// </summary>
    public const double GatherThreshold = 1.0 / 3;

    // With fewer examples, building tables does not pay.
    private const int ExamplesWorthTables = 24;

    private Tensor? _dense;
    private bool _denseIsCurrent;
    private bool _denseIsBorrowed;
    private double _density = double.NaN;
    private BitMatrix? _transposedBits;
    private bool _transposedIsCurrent;
    private States? _transposed;

    private States(Device device, int rows, int columns, BitMatrix? bits, SparseRows? sparse, Tensor? dense, bool signs = false, MaskedNumbers? masked = null)
    {
        Device = device;
        Rows = rows;
        Columns = columns;
        Bits = bits;
        AreSigns = signs;
        Sparse = sparse;
        Masked = masked;
        _dense = dense;
        _denseIsCurrent = _denseIsBorrowed = dense is not null;
    }

    /// <summary>The device that runs products of these states.</summary>
    public Device Device { get; }

    /// <summary>The number of examples.</summary>
    public int Rows { get; }

    /// <summary>The number of units.</summary>
    public int Columns { get; }

    /// <summary>The bits, if every unit is 0 or 1, or every unit is −1 or 1 (<see cref="AreSigns"/>); otherwise null.</summary>
    internal BitMatrix? Bits { get; }

    /// <summary>True if bits stand for −1 and 1 instead of 0 and 1.</summary>
    public bool AreSigns { get; }

    /// <summary>The nonzero values, if the states are stored that way; otherwise null.</summary>
    internal SparseRows? Sparse { get; }

    /// <summary>A dense tensor with a sparse mask of the nonzero elements, if there are few; otherwise null.</summary>
    internal MaskedNumbers? Masked { get; }

    /// <summary>True if the states are a dense tensor without a mask.</summary>
    internal bool IsDense => Bits is null && Sparse is null && Masked is null;

    /// <summary>The density: the fraction of nonzero units.</summary>
    public double Density
    {
        get
        {
            // Dense values may be changed by their owner, so their density is not cached.
            if (double.IsNaN(_density) || IsDense)
                _density = CountActive() / Math.Max(1.0, (double)Rows * Columns);
            return _density;
        }
    }

    /// <summary>True if products gather weight rows instead of multiplying densely.</summary>
    internal bool PrefersGather => !IsDense && Density <= GatherThreshold;

    /// <summary>True if products add sums of four weight rows from tables.</summary>
    internal bool PrefersTables => Bits is not null && Columns > 0 && Rows >= ExamplesWorthTables && (AreSigns || Density > GatherThreshold);

    /// <summary>Creates binary states, all 0.</summary>
    public static States Binary(Device device, int rows, int columns) => new(device, rows, columns, new BitMatrix(rows, columns), null, null);

    /// <summary>Creates states of −1 and 1, all −1.</summary>
    public static States Signs(Device device, int rows, int columns) => new(device, rows, columns, new BitMatrix(rows, columns), null, null, signs: true);

    /// <summary>Creates states in which a few units, the same number in each example, are 1 and all others 0.</summary>
    /// <param name="device">The device that runs their products.</param>
    /// <param name="rows">The number of examples.</param>
    /// <param name="columns">The number of units.</param>
    /// <param name="ones">The indices of the units that are 1, example by example.</param>
    public static States OneHot(Device device, int rows, int columns, ReadOnlySpan<int> ones)
    {
        States states = Binary(device, rows, columns);
        int each = rows == 0 ? 0 : ones.Length / rows;
        for (int i = 0; i < ones.Length; i++)
            states.Bits!.Words[(i / each * states.Bits.WordsPerRow) + (ones[i] >> 6)] |= 1UL << (ones[i] & 63);
        return states;
    }

    /// <summary>Creates dense states from a tensor, [batch, units], without copying it.</summary>
    public static States Dense(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new States(values.Device, values.Rows, values.Columns, null, null, values);
    }

    /// <summary>
    /// Creates states in the representation that suits the values, [batch, units]: bits, or a tensor with a sparse mask if few values are nonzero, or a dense
    /// tensor.
    /// The values are not copied and must not change while the states are in use.
    /// </summary>
    public static States From(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        BitMatrix mask = new(values.Rows, values.Columns);
        (int active, int ones, int minusOnes) = values.Device.MaskActive(values, rest: 0, mask);
        if (active == ones)
            return new States(values.Device, values.Rows, values.Columns, mask, null, values);
        if (ones + minusOnes == values.Count)
            return new States(values.Device, values.Rows, values.Columns, SignsOf(values), null, values, signs: true);
        return active <= GatherThreshold * values.Count
            ? new States(values.Device, values.Rows, values.Columns, null, null, values,
                masked: new MaskedNumbers(mask, values))
            { _density = active / Math.Max(1.0, values.Count) }
            : Dense(values);
    }

    /// <summary>The states as a tensor, [batch, units]. It is cached until the states change; do not write to it.</summary>
    public Tensor AsTensor()
    {
        if (_denseIsCurrent)
            return _dense!;
        _dense ??= Tensor.Zeros(Device, Rows, Columns);
        if (Bits is not null)
            Device.Expand(Bits, AreSigns ? -1 : 0, _dense);
        else if (Masked is not null)
            Device.Transpose(Masked.Numbers, _dense);
        else
            ExpandSparse(_dense);
        _denseIsCurrent = true;
        return _dense;
    }

    /// <summary>The product x · matrix, [batch, units] times [units, n] → [batch, n], or x · matrixᵀ. Sparse or dense, whichever is faster.</summary>
    /// <param name="matrix">The right factor, [units, n]; [n, units] if it is transposed.</param>
    /// <param name="into">Receives the result; a new tensor if null.</param>
    /// <param name="transposeMatrix">True to use the transpose of the matrix.</param>
    /// <param name="accumulate">True to add the result to <paramref name="into"/>, using a dense product.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Multiply(Tensor matrix, Tensor? into = null, bool transposeMatrix = false, bool accumulate = false)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        (int units, int n) = transposeMatrix ? (matrix.Columns, matrix.Rows) : (matrix.Rows, matrix.Columns);
        if (units != Columns)
        {
            throw new ArgumentException(
                $"States of shape [{Rows}, {Columns}] cannot be multiplied by a matrix of shape {Tensor.Describe(matrix.Shape)}" +
                    $"{(transposeMatrix ? ", transposed" : "")}: {Columns} units do not match {units} rows.", nameof(matrix));
        }

        if (accumulate || (!PrefersGather && !PrefersTables))
            return AsTensor().Multiply(matrix, transposeRight: transposeMatrix, into: into, accumulate: accumulate);
        into = matrix.Target(into, Rows, n);
        matrix.Device.Multiply(this, matrix, transposeMatrix, into);
        return into;
    }

    /// <summary>The product xᵀ · right, [batch, units]ᵀ times [batch, n] → [units, n]. Sparse or dense, whichever is faster.</summary>
    /// <param name="right">The right factor, [batch, n].</param>
    /// <param name="into">Receives the result; a new tensor if null.</param>
    /// <param name="accumulate">True to add the result to <paramref name="into"/>, using a dense product.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor MultiplyTransposed(Tensor right, Tensor? into = null, bool accumulate = false)
    {
        ArgumentNullException.ThrowIfNull(right);
        if (right.Rows != Rows)
            throw new ArgumentException($"The transpose of states of shape [{Rows}, {Columns}] cannot be multiplied by a matrix of shape " +
                $"{Tensor.Describe(right.Shape)}: {Rows} examples do not match {right.Rows} rows.", nameof(right));
        return PrefersGather && !accumulate
            ? Transposed().Multiply(right, into)
            : AsTensor().Multiply(right, transposeLeft: true, into: into, accumulate: accumulate);
    }

    /// <summary>The dot product of each example with the vector, [batch], in double.</summary>
    public double[] Dot(Tensor vector)
    {
        RequireCount(vector, Columns);
        return vector.Device.Dot(this, vector);
    }

    /// <summary>The weighted sum of the examples, [batch, units] → [units].</summary>
    /// <param name="weights">The weight of each example, [batch].</param>
    /// <param name="into">Receives the result; a new tensor if null.</param>
    public Tensor WeightedSum(Tensor weights, Tensor? into = null)
    {
        RequireCount(weights, Rows);
        into ??= Tensor.Zeros(weights.Device, Columns);
        RequireCount(into, Columns);
        weights.Device.WeightedSum(this, weights, into);
        return into;
    }

    /// <summary>Returns a copy.</summary>
    public States Clone()
    {
        if (Bits is null)
            return From(AsTensor().Clone());
        States copy = Like(Rows);
        Bits.Words.CopyTo(copy.Bits!.Words, 0);
        return copy;
    }

    /// <summary>Creates states of the same two values.</summary>
    private States Like(int rows) => AreSigns ? Signs(Device, rows, Columns) : Binary(Device, rows, Columns);

    /// <summary>The transposed bits, [units, batch]: for each unit, the examples in which it is active. They are cached until the states change.</summary>
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

    /// <summary>The transposed states, [units, batch]. The states must not be dense without a mask.</summary>
    internal States Transposed()
    {
        if (Bits is not null)
            return new States(Device, Columns, Rows, TransposedBits(), null, null, AreSigns);
        if (_transposed is not null)
            return _transposed;
        if (Masked is null)
            return _transposed = OfSparse(Device, Columns, Rows, Sparse!.Transposed(Columns));
        BitMatrix mask = new(Columns, Rows);
        Device.Transpose(Masked.Mask, mask);
        return _transposed = new States(Device, Columns, Rows, null, null, null,
            masked: new MaskedNumbers(mask, Masked.Numbers, !Masked.Across))
        { _density = Density };
    }

    /// <summary>Returns the bits for writing states of the given shape and kind.</summary>
    /// <exception cref="ArgumentException">The states have a different shape or kind.</exception>
    internal BitMatrix RequireBits(int rows, int columns, bool signs = false)
    {
        if (Bits is not null && AreSigns == signs && Rows == rows && Columns == columns)
            return Bits;
        string kind = Bits is null ? "not binary" : AreSigns ? "of signs" : "binary";
        throw new ArgumentException($"{(signs ? "Signs" : "Binary states")} of shape [{rows}, {columns}] are needed; these are [{Rows}, {Columns}], {kind}.");
    }

    /// <summary>Must be called after writing to <see cref="Bits"/>.</summary>
    internal void Changed()
    {
        _transposedIsCurrent = false;
        _density = double.NaN;
        _denseIsCurrent = false;
        // The tensor that the states were created from belongs to the caller, so the next AsTensor must not write to it.
        if (_denseIsBorrowed)
            (_dense, _denseIsBorrowed) = (null, false);
    }

    /// <summary>A view of sparse or binary states for kernels.</summary>
    internal StatesView AsView()
    {
        RowLists lists = Sparse is not null ? new RowLists(Sparse)
            : Masked is not null ? new RowLists(Masked.Mask, Masked.Numbers.AsView(), Masked.Across)
            : new RowLists(Bits!);
        return new StatesView(lists, Rows, Columns, PrefersTables, AreSigns, this);
    }

    private void RequireCount(Tensor vector, int count)
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (vector.Count != count)
            throw new ArgumentException($"A vector of {count} elements is needed for states of [{Rows}, {Columns}]; this one is " +
                $"{Tensor.Describe(vector.Shape)}.", nameof(vector));
    }

    /// <summary>The bits of a tensor of −1 and 1: one for each 1.</summary>
    private static BitMatrix SignsOf(Tensor values)
    {
        BitMatrix bits = new(values.Rows, values.Columns);
        values.Device.MaskActive(values, rest: -1, bits);
        return bits;
    }

    private double CountActive()
    {
        if (AreSigns)
            return (double)Rows * Columns;
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
