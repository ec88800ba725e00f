using Harmonium.Numerics.Kernels.Gathering;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <summary>
/// A batch of states of one layer, [batch, units], that knows its own representation: bits where every unit is 0 or 1,
/// the non-zero values with their places where most are 0, plain numbers otherwise. Products choose the fastest way by
/// that and by how many units are active; the caller never does.
/// </summary>
public sealed partial class States
{
    /// <summary>
    /// Above this share of active units gathering the active weight rows is not the fastest way any more: bits go by tables of sums
    /// where the batch is large enough, all else by a dense product (measured by the gather cases of the kernel benchmarks).
    /// </summary>
    public const double GatherThreshold = 1.0 / 3;

    // Fewer examples than this and tables are not worth making.
    private const int ExamplesWorthTables = 24;

    private Tensor? _dense;
    private bool _denseIsCurrent;
    private bool _denseIsBorrowed;
    private double _density = double.NaN;
    private BitMatrix? _transposedBits;
    private bool _transposedIsCurrent;
    private States? _transposed;

    private States(Device device, int rows, int columns, BitMatrix? bits, SparseRows? sparse, Tensor? dense, bool signs = false, MarkedNumbers? marked = null)
    {
        Device = device;
        Rows = rows;
        Columns = columns;
        Bits = bits;
        AreSigns = signs;
        Sparse = sparse;
        Marked = marked;
        _dense = dense;
        _denseIsCurrent = _denseIsBorrowed = dense is not null;
    }

    /// <summary>Where products of these states run.</summary>
    public Device Device { get; }

    /// <summary>How many examples there are.</summary>
    public int Rows { get; }

    /// <summary>How many units there are.</summary>
    public int Columns { get; }

    /// <summary>The bits, where every unit is 0 or 1, or every unit −1 or 1 (<see cref="AreSigns"/>); else null.</summary>
    public BitMatrix? Bits { get; }

    /// <summary>Whether bits stand for −1 and 1, not for 0 and 1.</summary>
    public bool AreSigns { get; }

    /// <summary>The non-zero values, where the states are kept so; else null.</summary>
    internal SparseRows? Sparse { get; }

    /// <summary>Plain numbers with marks of those that are not 0, where they are few; else null.</summary>
    internal MarkedNumbers? Marked { get; }

    /// <summary>Whether the states are plain numbers and nothing else.</summary>
    internal bool IsDense => Bits is null && Sparse is null && Marked is null;

    /// <summary>The share of units that are not 0.</summary>
    public double Density
    {
        get
        {
            // Plain numbers may be written to by whoever gave them.
            if (double.IsNaN(_density) || IsDense)
                _density = CountActive() / Math.Max(1.0, (double)Rows * Columns);
            return _density;
        }
    }

    /// <summary>Whether products gather weight rows rather than multiply densely.</summary>
    internal bool PrefersGather => !IsDense && Density <= GatherThreshold;

    /// <summary>Whether products add sums of four weight rows from tables.</summary>
    internal bool PrefersTables => Bits is not null && Columns > 0 && Rows >= ExamplesWorthTables && (AreSigns || Density > GatherThreshold);

    /// <summary>Binary states, all 0: room to sample into.</summary>
    public static States Binary(Device device, int rows, int columns) => new(device, rows, columns, new BitMatrix(rows, columns), null, null);

    /// <summary>States of −1 and 1, all −1: room to sample into.</summary>
    public static States Signs(Device device, int rows, int columns) => new(device, rows, columns, new BitMatrix(rows, columns), null, null, signs: true);

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

    /// <summary>
    /// States in the representation that suits the numbers, [batch, units]: bits, or the numbers themselves, with marks of those that are not 0 where these are
    /// few. The numbers are not copied:
    /// they must not change while the states are in use.
    /// </summary>
    public static States From(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        BitMatrix marks = new(values.Rows, values.Columns);
        (int active, int ones, int minusOnes) = values.Device.MarkActive(values, rest: 0, marks);
        if (active == ones)
            return new States(values.Device, values.Rows, values.Columns, marks, null, values);
        if (ones + minusOnes == values.Count)
            return new States(values.Device, values.Rows, values.Columns, SignsOf(values), null, values, signs: true);
        return active <= GatherThreshold * values.Count
            ? new States(values.Device, values.Rows, values.Columns, null, null, values,
                marked: new MarkedNumbers(marks, values))
            { _density = active / Math.Max(1.0, values.Count) }
            : Dense(values);
    }

    /// <summary>The states as plain numbers, [batch, units]; kept until the states change, not to be written to.</summary>
    public Tensor AsTensor()
    {
        if (_denseIsCurrent)
            return _dense!;
        _dense ??= Tensor.Zeros(Device, Rows, Columns);
        if (Bits is not null)
            Device.Expand(Bits, AreSigns ? -1 : 0, _dense);
        else if (Marked is not null)
            Device.Transpose(Marked.Numbers, _dense);
        else
            ExpandSparse(_dense);
        _denseIsCurrent = true;
        return _dense;
    }

    /// <summary>x · matrix, [batch, units] times [units, n] → [batch, n], or x · matrixᵀ, by adding active rows or densely, whichever is faster.</summary>
    /// <param name="matrix">The right factor, [units, n]; [n, units] where it is taken transposed.</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    /// <param name="transposeMatrix">Whether the matrix is taken transposed.</param>
    /// <param name="accumulate">Whether it is added to what is there, densely then.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Multiply(Tensor matrix, Tensor? into = null, bool transposeMatrix = false, bool accumulate = false)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        (int units, int n) = transposeMatrix ? (matrix.Columns, matrix.Rows) : (matrix.Rows, matrix.Columns);
        if (units != Columns)
        {
            throw new ArgumentException(
                $"States of [{Rows}, {Columns}] do not meet a matrix of {Tensor.Describe(matrix.Shape)}{(transposeMatrix ? ", transposed" : "")}: {Columns} " +
                    $"units meet {units} rows.", nameof(matrix));
        }

        if (accumulate || (!PrefersGather && !PrefersTables))
            return AsTensor().Multiply(matrix, transposeRight: transposeMatrix, into: into, accumulate: accumulate);
        into = matrix.Target(into, Rows, n);
        matrix.Device.Multiply(this, matrix, transposeMatrix, into);
        return into;
    }

    /// <summary>
    /// xᵀ · right, [batch, units]ᵀ times [batch, n] → [units, n]: for each unit what the examples add in which it is active, or densely, whichever is faster.
    /// </summary>
    /// <param name="right">The right factor, [batch, n].</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    /// <param name="accumulate">Whether it is added to what is there, densely then.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor MultiplyTransposed(Tensor right, Tensor? into = null, bool accumulate = false)
    {
        ArgumentNullException.ThrowIfNull(right);
        if (right.Rows != Rows)
            throw new ArgumentException($"States of [{Rows}, {Columns}], transposed, do not meet a matrix of {Tensor.Describe(right.Shape)}: {Rows} examples " +
                $"meet {right.Rows} rows.", nameof(right));
        return PrefersGather && !accumulate
            ? Transposed().Multiply(right, into)
            : AsTensor().Multiply(right, transposeLeft: true, into: into, accumulate: accumulate);
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
        States copy = Like(Rows);
        Bits.Words.CopyTo(copy.Bits!.Words, 0);
        return copy;
    }

    /// <summary>Room for states of the same two values.</summary>
    private States Like(int rows) => AreSigns ? Signs(Device, rows, Columns) : Binary(Device, rows, Columns);

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

    /// <summary>The states by unit, [units, batch], where they are not plain numbers alone.</summary>
    internal States Transposed()
    {
        if (Bits is not null)
            return new States(Device, Columns, Rows, TransposedBits(), null, null, AreSigns);
        if (_transposed is not null)
            return _transposed;
        if (Marked is null)
            return _transposed = OfSparse(Device, Columns, Rows, Sparse!.Transposed(Columns));
        BitMatrix marks = new(Columns, Rows);
        Device.Transpose(Marked.Marks, marks);
        return _transposed = new States(Device, Columns, Rows, null, null, null,
            marked: new MarkedNumbers(marks, Marked.Numbers, !Marked.Across))
        { _density = Density };
    }

    /// <summary>The bits, where states of a shape and two values can be written to them.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    internal BitMatrix RequireBits(int rows, int columns, bool signs = false)
    {
        if (Bits is not null && AreSigns == signs && Rows == rows && Columns == columns)
            return Bits;
        string kind = Bits is null ? "not binary" : AreSigns ? "of signs" : "binary";
        throw new ArgumentException($"Room for {(signs ? "signs" : "binary states")} of [{rows}, {columns}] is needed; this is [{Rows}, {Columns}], {kind}.");
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

    /// <summary>States that are not plain numbers alone as kernels see them.</summary>
    internal StatesView AsView()
    {
        RowLists lists = Sparse is not null ? new RowLists(Sparse)
            : Marked is not null ? new RowLists(Marked.Marks, Marked.Numbers.AsView(), Marked.Across)
            : new RowLists(Bits!);
        return new StatesView(lists, Rows, Columns, PrefersTables, AreSigns, this);
    }

    private void RequireCount(Tensor vector, int count)
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (vector.Count != count)
            throw new ArgumentException($"A vector of {count} numbers is needed for states of [{Rows}, {Columns}]; this one is " +
                $"{Tensor.Describe(vector.Shape)}.", nameof(vector));
    }

    /// <summary>Which of numbers that are 1 or −1 are 1.</summary>
    private static BitMatrix SignsOf(Tensor values)
    {
        BitMatrix bits = new(values.Rows, values.Columns);
        values.Device.MarkActive(values, rest: -1, bits);
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
