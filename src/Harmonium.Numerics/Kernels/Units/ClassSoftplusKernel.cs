using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Units;

/// <summary>
/// The hidden units of a classification RBM for all classes at once: with z(s, y, j) = x(s, j) + table(y, j), sums of softplus z over the units, and mixtures
/// of σ(z) over the classes.
/// A row is summed in sixteen lanes at every vector width. The bits do not depend on the number of threads, nor on the vector width if multiply and add are
/// fused.
/// </summary>
/// <remarks>
/// A sum of softplus needs one logarithm per lane for 60 units; the rest is max(z, 0) and a product of 1 + e^−|z|. The mixtures recompute e^−|z|: storing
/// [batch, classes, units] values would cost more in memory traffic.
/// </remarks>
internal static unsafe class ClassSoftplusKernel
{
    // 60 factors between 1 and 2 multiply to at most 2⁶⁰, within the range of float32.
    private const int ProductColumns = 60 * SixteenLanes.Count;

    // A tile of the table and of the gradient for 20 classes stays in the L1 cache.
    private const int TileColumns = 64;

    /// <summary>into(s, y) = scale · Σ_j kept(s, j) · ln(1 + exp z(s, y, j)).</summary>
    internal static void Sum(Processor processor, MatrixView x, MatrixView table, MatrixView kept, float scale, MatrixView into)
    {
        processor.Workers.Run(x.Rows, (start, end) =>
        {
            switch (processor.Width)
            {
                case VectorWidth.Bits512:
                    Sum<Simd512, Vector512<float>>(x, table, kept, scale, into, start, end);
                    break;
                case VectorWidth.Bits256:
                    Sum<Simd256, Vector256<float>>(x, table, kept, scale, into, start, end);
                    break;
                default:
                    Sum<Simd128, Vector128<float>>(x, table, kept, scale, into, start, end);
                    break;
            }
        });
        KeepAlive(x, table, kept, into);
    }

    /// <summary>
    /// With r = scale · kept · σ(z): first(s, j) = Σ_y a(s, y) r(s, y, j), second(s, j) = Σ_y b(s, y) r(s, y, j), and gradient(y, j) = Σ_s weight(s) (a(s, y)
    /// − b(s, y)) r(s, y, j).
    /// </summary>
    internal static void Mix(Processor processor, MatrixView x, MatrixView table, MatrixView kept, float scale, MatrixView weights, MatrixView a, MatrixView b,
        MatrixView first, MatrixView second, MatrixView gradient)
    {
        Mixture mixture = new()
        {
            X = x.Address,
            XStride = x.RowStride,
            Table = table.Address,
            TableStride = table.RowStride,
            Kept = kept.Address,
            KeptStride = kept.RowStride,
            Weights = weights.Address,
            A = a.Address,
            AStride = a.RowStride,
            B = b.Address,
            BStride = b.RowStride,
            First = first.Address,
            FirstStride = first.RowStride,
            Second = second.Address,
            SecondStride = second.RowStride,
            Gradient = gradient.Address,
            GradientStride = gradient.RowStride,
            Rows = x.Rows,
            Columns = x.Columns,
            Classes = table.Rows,
            Scale = scale,
        };
        processor.Workers.Run(
            x.Columns,
            (start, end) =>
            {
                for (int column = start; column < end; column += TileColumns)
                {
                    int columns = Math.Min(TileColumns, end - column);
                    switch (processor.Width)
                    {
                        case VectorWidth.Bits512:
                            MixTile<Simd512, Vector512<float>>(mixture, column, columns);
                            break;
                        case VectorWidth.Bits256:
                            MixTile<Simd256, Vector256<float>>(mixture, column, columns);
                            break;
                        default:
                            MixTile<Simd128, Vector128<float>>(mixture, column, columns);
                            break;
                    }
                }
            },
            TileColumns);
        KeepAlive(x, table, kept, weights, a, b, first, second, gradient);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TSimd, TVector>(MatrixView x, MatrixView table, MatrixView kept, float scale, MatrixView into, int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* numbers = x.Address, rows = table.Address, units = kept.Address, sums = into.Address;
        for (int s = start; s < end; s++)
        {
            float* row = numbers + ((nint)s * x.RowStride), keptRow = units == null ? null : units + ((nint)s * kept.RowStride);
            for (int y = 0; y < table.Rows; y++)
                sums[((nint)s * into.RowStride) + y] = (float)(scale * Softplus<TSimd, TVector>(row, rows + ((nint)y * table.RowStride), keptRow, x.Columns));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Softplus<TSimd, TVector>(float* x, float* table, float* kept, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* linears = stackalloc float[SixteenLanes.Count], products = stackalloc float[SixteenLanes.Count];
        double total = 0;
        for (int begin = 0; begin < columns; begin += ProductColumns)
        {
            int end = Math.Min(columns, begin + ProductColumns);
            for (int lane = 0; lane < SixteenLanes.Count; lane += TSimd.Width)
            {
                TVector linear = TSimd.Zero, product = TSimd.Broadcast(1);
                int j = begin + lane;
                for (; j + TSimd.Width <= end; j += SixteenLanes.Count)
                {
                    TVector z = TSimd.Add(TSimd.Load(x + j), TSimd.Load(table + j));
                    if (kept != null)
                        z = WhereKept<TSimd, TVector>(TSimd.Load(kept + j), z);
                    Add<TSimd, TVector>(z, ref linear, ref product);
                }

                if (j < end)
                {
                    int count = end - j;
                    TVector there = TSimd.FirstLanes(count), z = TSimd.Add(TSimd.LoadFirst(x + j, count), TSimd.LoadFirst(table + j, count));
                    if (kept != null)
                        z = WhereKept<TSimd, TVector>(TSimd.LoadFirst(kept + j, count), z);
                    Add<TSimd, TVector>(TSimd.Select(there, z, TSimd.Broadcast(float.NegativeInfinity)), ref linear, ref product);
                }

                TSimd.Store(linears + lane, linear);
                TSimd.Store(products + lane, product);
            }

            double log = 0, sum = 0;
            // Four products of at most 2⁶⁰ each are within the range of double.
            for (int i = 0; i < SixteenLanes.Count; i += 4)
            {
                log += Math.Log((double)products[i] * products[i + 1] * products[i + 2] * products[i + 3]);
                sum += (double)linears[i] + linears[i + 1] + linears[i + 2] + linears[i + 3];
            }

            total += sum + log;
        }

        return total;
    }

    // For a dropped unit, −∞ adds nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WhereKept<TSimd, TVector>(TVector kept, TVector z)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => TSimd.Select(TSimd.LessThan(TSimd.Zero, kept), z, TSimd.Broadcast(float.NegativeInfinity));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TSimd, TVector>(TVector z, ref TVector linear, ref TVector product)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        linear = TSimd.Add(linear, TSimd.MaxNative(TSimd.Zero, z));
        TVector power = VectorFunctions<TSimd, TVector>.ExpOfNegative(TSimd.Negate(TSimd.Abs(z)));
        product = TSimd.FusedMultiplyAdd(product, power, product);
    }

    private static void MixTile<TSimd, TVector>(in Mixture m, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float[] space = ArrayPool<float>.Shared.Rent(m.Classes * TileColumns);
        fixed (float* gradients = space)
            MixTile<TSimd, TVector>(m, column, columns, gradients);
        ArrayPool<float>.Shared.Return(space);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixTile<TSimd, TVector>(in Mixture m, int column, int columns, float* gradients)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        new Span<float>(gradients, m.Classes * TileColumns).Clear();
        for (int s = 0; s < m.Rows; s++)
        {
            float* x = m.X + (s * m.XStride) + column, kept = m.Kept == null ? null : m.Kept + (s * m.KeptStride) + column;
            float* a = m.A + (s * m.AStride), b = m.B + (s * m.BStride);
            float* first = m.First + (s * m.FirstStride) + column, second = m.Second + (s * m.SecondStride) + column;
            int j = 0;
            for (; j + TSimd.Width <= columns; j += TSimd.Width)
            {
                TVector factor = TSimd.Broadcast(m.Scale);
                if (kept != null)
                    factor = TSimd.Multiply(factor, TSimd.Load(kept + j));
                Mix<TSimd, TVector>(TSimd.Load(x + j), factor, m.Weights[s], a, b, m.Classes, m.Table + column + j, m.TableStride, gradients + j,
                    out TVector p, out TVector q);
                TSimd.Store(first + j, p);
                TSimd.Store(second + j, q);
            }

            if (j < columns)
            {
                int count = columns - j;
                TVector factor = TSimd.Broadcast(m.Scale);
                if (kept != null)
                    factor = TSimd.Multiply(factor, TSimd.LoadFirst(kept + j, count));
                // Rows of the table are padded to whole vectors.
                Mix<TSimd, TVector>(TSimd.LoadFirst(x + j, count), factor, m.Weights[s], a, b, m.Classes, m.Table + column + j, m.TableStride,
                    gradients + j, out TVector p, out TVector q);
                TSimd.StoreFirst(first + j, p, count);
                TSimd.StoreFirst(second + j, q, count);
            }
        }

        for (int y = 0; y < m.Classes; y++)
            new ReadOnlySpan<float>(gradients + (y * TileColumns), columns).CopyTo(new Span<float>(m.Gradient + (y * m.GradientStride) + column, columns));
    }

    /// <summary>Computes one vector of units of one example for every class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix<TSimd, TVector>(
        TVector input, TVector factor, float weight, float* a, float* b, int classes, float* table, nint tableStride, float* gradient, out TVector first,
            out TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sumA = TSimd.Zero, sumB = TSimd.Zero;
        for (int y = 0; y < classes; y++)
        {
            TVector r = TSimd.Multiply(factor, Logistic<TSimd, TVector>(TSimd.Add(input, TSimd.Load(table))));
            sumA = TSimd.FusedMultiplyAdd(TSimd.Broadcast(a[y]), r, sumA);
            sumB = TSimd.FusedMultiplyAdd(TSimd.Broadcast(b[y]), r, sumB);
            TSimd.Store(gradient, TSimd.FusedMultiplyAdd(TSimd.Broadcast(weight * (a[y] - b[y])), r, TSimd.Load(gradient)));
            table += tableStride;
            gradient += TileColumns;
        }

        first = sumA;
        second = sumB;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Logistic<TSimd, TVector>(TVector z)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector power = VectorFunctions<TSimd, TVector>.ExpOfNegative(TSimd.Negate(TSimd.Abs(z))), one = TSimd.Broadcast(1);
        return TSimd.Divide(TSimd.Select(TSimd.LessThan(z, TSimd.Zero), power, one), TSimd.Add(one, power));
    }

    private static void KeepAlive(params ReadOnlySpan<MatrixView> matrices)
    {
        foreach (MatrixView matrix in matrices)
            matrix.KeepAlive();
    }

    private readonly struct Mixture
    {
        internal required float* X { get; init; }

        internal required nint XStride { get; init; }

        internal required float* Table { get; init; }

        internal required nint TableStride { get; init; }

        internal required float* Kept { get; init; }

        internal required nint KeptStride { get; init; }

        internal required float* Weights { get; init; }

        internal required float* A { get; init; }

        internal required nint AStride { get; init; }

        internal required float* B { get; init; }

        internal required nint BStride { get; init; }

        internal required float* First { get; init; }

        internal required nint FirstStride { get; init; }

        internal required float* Second { get; init; }

        internal required nint SecondStride { get; init; }

        internal required float* Gradient { get; init; }

        internal required nint GradientStride { get; init; }

        internal required int Rows { get; init; }

        internal required int Columns { get; init; }

        internal required int Classes { get; init; }

        internal required float Scale { get; init; }
    }
}
