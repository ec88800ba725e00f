using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Kernels.Gathering;
using Harmonium.Numerics.Kernels.Products;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>What a pass of <see cref="OuterProductKernel"/> reads and writes, as addresses.</summary>
internal readonly unsafe struct OuterProductPass
{
    internal required int Columns { get; init; }

    internal required float* Matrix { get; init; }

    internal required float* Velocity { get; init; }

    /// <summary>From a row of the matrix, and of the velocity, to the next.</summary>
    internal required nint Stride { get; init; }

    internal required Term[] Terms { get; init; }

    internal required DenseTerm[] Dense { get; init; }

    /// <summary>Phases whose left side is bits of which many are one: the same, by tables.</summary>
    internal required TableTerm[] Tables { get; init; }

    internal required Correction[] Corrections { get; init; }

    internal required float Rate { get; init; }

    internal required float Momentum { get; init; }

    internal required bool Nesterov { get; init; }

    internal required float L1 { get; init; }

    internal required float L2 { get; init; }

    /// <summary>How many examples all terms have together.</summary>
    internal int Examples => Terms.Sum(term => term.Examples);

    /// <summary>Whether a number moves by the rate times its gradient and nothing else.</summary>
    internal bool IsPlain => Velocity == null && L1 == 0 && L2 == 0 && Corrections.Length == 0;

    /// <summary>Whether rows are left alone in which nothing was active.</summary>
    internal bool MayStay => IsPlain && Dense.Length == 0 && Tables.Length == 0;

    /// <summary>A phase whose left side is sparse: for each row of the matrix the examples in which its unit is active, and what each example adds.</summary>
    internal readonly struct Term(RowLists lists, int examples, float* right, nint stride, float scale)
    {
        internal readonly RowLists Lists = lists;
        internal readonly int Examples = examples;
        internal readonly float* Right = right;
        internal readonly nint Stride = stride;
        internal readonly float Scale = scale;
    }

    /// <summary>A phase whose left side is dense: the product that is its gradient, without a place for the result.</summary>
    internal readonly struct DenseTerm(DenseProductTask product)
    {
        internal readonly DenseProductTask Product = product;
    }

    /// <summary>A phase whose left side is bits: for each row of the matrix which examples are added, or else subtracted where bits are signs.</summary>
    internal readonly struct TableTerm(Term bits, bool signs)
    {
        internal readonly Term Bits = bits;
        internal readonly bool Signs = signs;
    }

    internal readonly struct Correction(float* left, float* right)
    {
        internal readonly float* Left = left;
        internal readonly float* Right = right;
    }
}
