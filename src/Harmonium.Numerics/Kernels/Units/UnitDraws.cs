using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Draws;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Units;

/// <summary>
/// Samples and means of units in one pass over their inputs. The random number of element (row, column) is computed from word row mod 4 of block (column, row
/// / 4), as in <see cref="RandomFill"/>, so one evaluation of the generator gives four rows.
/// </summary>
internal unsafe struct UnitDraws
{
    private const int BlockRows = 4;

    /// <summary>The inputs.</summary>
    public float* X;

    /// <summary>The row stride of the inputs.</summary>
    public nint XStride;

    /// <summary>The bias of each column.</summary>
    public float* Bias;

    /// <summary>The variance of each column; null for 1.</summary>
    public float* Variance;

    /// <summary>Receives the samples; null to compute only the means.</summary>
    public float* Values;

    /// <summary>The row stride of the samples.</summary>
    public nint ValuesStride;

    /// <summary>Receives the means; null to skip them.</summary>
    public float* Means;

    /// <summary>The row stride of the means.</summary>
    public nint MeansStride;

    /// <summary>The random numbers.</summary>
    public PhiloxSchedule Random;

    /// <summary>Samples rows and columns [first, end).</summary>
    internal readonly void Run<TLaw>(VectorWidth width, int firstRow, int endRow, int firstColumn, int endColumn)
        where TLaw : struct, IUnitLaw
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                Run<TLaw, Simd512, Words512, Vector512<float>>(firstRow, endRow, firstColumn, endColumn);
                break;
            case VectorWidth.Bits256:
                Run<TLaw, Simd256, Words256, Vector256<float>>(firstRow, endRow, firstColumn, endColumn);
                break;
            default:
                Run<TLaw, Simd128, Words128, Vector128<float>>(firstRow, endRow, firstColumn, endColumn);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Run<TLaw, TSimd, TWords, TVector>(int firstRow, int endRow, int firstColumn, int endColumn)
        where TLaw : struct, IUnitLaw
        where TSimd : struct, ISimd<TVector>
        where TWords : struct, IWords<TVector>
        where TVector : unmanaged
    {
        NormalTransform normal = new(0, 1);
        for (int column = firstColumn; column < endColumn; column += TSimd.Width)
        {
            int count = Math.Min(TSimd.Width, endColumn - column);
            TVector bias = Lanes<TSimd, TVector>.Load(Bias + column, count);
            TVector variance = Variance == null ? TSimd.Broadcast(1) : Lanes<TSimd, TVector>.Load(Variance + column, count);
            var generator = new PhiloxColumns<TSimd, TWords, TVector>(Random, (uint)column);
            for (int row = firstRow; row < endRow; row = ((row / BlockRows) + 1) * BlockRows)
            {
                int within = row % BlockRows, last = Math.Min(BlockRows, endRow - row + within) - 1;
                TVector a = TSimd.Zero, b = a, c = a, d = a;
                if (Values != null)
                {
                    generator.Blocks(Random, (uint)row / BlockRows, out a, out b, out c, out d);
                    if (TLaw.IsNormal)
                        normal.Apply<TSimd, TVector>(ref a, ref b, ref c, ref d);
                    else
                        (a, b, c, d) = (Uniform<TSimd, TVector>(a), Uniform<TSimd, TVector>(b), Uniform<TSimd, TVector>(c), Uniform<TSimd, TVector>(d));
                }

                nint first = row - within;
                if (within == 0)
                    One<TLaw, TSimd, TVector>(first, column, count, bias, variance, a);
                if (within <= 1 && last >= 1)
                    One<TLaw, TSimd, TVector>(first + 1, column, count, bias, variance, b);
                if (within <= 2 && last >= 2)
                    One<TLaw, TSimd, TVector>(first + 2, column, count, bias, variance, c);
                if (last >= 3)
                    One<TLaw, TSimd, TVector>(first + 3, column, count, bias, variance, d);
            }
        }
    }

    /// <summary>(h + ½) · 2⁻²³ of the upper 23 bits h: never 0, never 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Uniform<TSimd, TVector>(TVector words)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector h = TSimd.FromInt32(TSimd.ShiftRightLogical(words, 9));
        return TSimd.FusedMultiplyAdd(h, TSimd.Broadcast(1f / (1 << 23)), TSimd.Broadcast(0.5f / (1 << 23)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void One<TLaw, TSimd, TVector>(nint row, int column, int count, TVector bias, TVector variance, TVector number)
        where TLaw : struct, IUnitLaw
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector x = Lanes<TSimd, TVector>.Load(X + (row * XStride) + column, count);
        // The sample is computed first, because the means may overwrite the inputs.
        if (Values != null)
            Lanes<TSimd, TVector>.Store(Values + (row * ValuesStride) + column, TLaw.Value<TSimd, TVector>(x, bias, variance, number), count);
        if (Means != null)
            Lanes<TSimd, TVector>.Store(Means + (row * MeansStride) + column, TLaw.Mean<TSimd, TVector>(x, bias, variance), count);
    }
}
