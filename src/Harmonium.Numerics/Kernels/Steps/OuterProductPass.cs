using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Kernels.Gathering;
using Harmonium.Numerics.Kernels.Products;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>The addresses that a pass of <see cref="OuterProductKernel"/> reads and writes.</summary>
internal readonly unsafe struct OuterProductPass
{
    internal required int Columns { get; init; }

    internal required float* Matrix { get; init; }

    internal required float* Velocity { get; init; }

    /// <summary>The row stride of the matrix and of the velocity.</summary>
    internal required nint Stride { get; init; }

    internal required Term[] Terms { get; init; }

    internal required DenseTerm[] Dense { get; init; }

    /// <summary>The phases computed with tables: binary left factors with many active units.</summary>
    internal required TableTerm[] Tables { get; init; }

    internal required Correction[] Corrections { get; init; }

    internal required float Rate { get; init; }

    internal required float Momentum { get; init; }

    internal required bool Nesterov { get; init; }

    internal required float L1 { get; init; }

    internal required float L2 { get; init; }

    /// <summary>The number of examples of all terms.</summary>
    internal int Examples => Terms.Sum(term => term.Examples);

    /// <summary>True if the update is the rate times the gradient and nothing else.</summary>
    internal bool IsPlain => Velocity == null && L1 == 0 && L2 == 0 && Corrections.Length == 0;

    /// <summary>True if rows without active units are not touched.</summary>
    internal bool MayStay => IsPlain && Dense.Length == 0 && Tables.Length == 0;

    /// <summary>
    /// A phase with a sparse left factor: for each row of the matrix, the examples in which its unit is active, and the right factor of each example.
    /// </summary>
    internal readonly struct Term(RowLists lists, int examples, float* right, nint stride, float scale)
    {
        internal readonly RowLists Lists = lists;
        internal readonly int Examples = examples;
        internal readonly float* Right = right;
        internal readonly nint Stride = stride;
        internal readonly float Scale = scale;
    }

    /// <summary>A phase with a dense left factor: its gradient as a product, without a target.</summary>
    internal readonly struct DenseTerm(DenseProductTask product)
    {
        internal readonly DenseProductTask Product = product;
    }

    /// <summary>A phase with a binary left factor: for each row of the matrix, the examples to add. For signs, the others are subtracted.</summary>
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
