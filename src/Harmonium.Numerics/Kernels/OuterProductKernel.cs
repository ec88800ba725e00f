using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Parallelism;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// The pass of <see cref="OuterProductStep"/> over a matrix. For each row the examples in which its unit is active are listed, the rows
/// that they point to are summed, and the row is changed while the sums are still in the nearest cache. Every 16 rows their transposed
/// copy is written.
/// </summary>
/// <remarks>All rows are aligned and padded to whole vectors; the padding holds zeros and stays so.</remarks>
internal static unsafe class OuterProductKernel
{
    private const int TileRows = 16;

    internal static float Run(CpuDevice device, OuterProductStep step, Tensor matrix, Tensor? transposed)
    {
        // Rows of whole vectors, so that the padding of the matrix is corrected by zeros.
        (Tensor Left, Tensor Right)[] corrections =
            [.. step.RankOne.Select(pair => (pair.Left.Contiguous(), pair.Right.Reshape(1, -1).CopyTo(Tensor.Aligned(device, 1, matrix.Columns))))];
        OuterProductPass pass = new()
        {
            Rows = matrix.Rows,
            Columns = matrix.Columns,
            Matrix = TensorKernels.Address(matrix),
            Stride = matrix.RowStride,
            Transposed = transposed is null ? null : TensorKernels.Address(transposed),
            TransposedStride = transposed?.RowStride ?? 0,
            Velocity = step.Velocity is null ? null : TensorKernels.Address(step.Velocity),
            Terms = [.. step.Terms.Select(term => TermOf(device, term, matrix))],
            Corrections = [.. corrections.Select(pair => new OuterProductPass.Correction(TensorKernels.Address(pair.Left), TensorKernels.Address(pair.Right)))],
            Rate = step.Rate,
            Momentum = step.Momentum,
            Nesterov = step.Nesterov,
            L1 = step.L1,
            L2 = step.L2,
        };
        float largest = Pass(device.Team, device.Width, pass);
        foreach (OuterProductPass.Term term in pass.Terms)
            GC.KeepAlive(term.Owner);
        GC.KeepAlive(step);
        GC.KeepAlive(corrections);
        GC.KeepAlive(matrix);
        GC.KeepAlive(transposed);
        return largest;
    }

    /// <summary>The lists of examples in which each unit of the left side is active; where too many are, the dense gradient.</summary>
    private static OuterProductPass.Term TermOf(CpuDevice device, OuterTerm term, Tensor matrix)
    {
        if (!term.Left.PrefersGather)
        {
            Tensor gradient = Tensor.Aligned(device, matrix.Rows, matrix.Columns);
            term.Left.AsTensor().Multiply(term.Right, transposeLeft: true, into: gradient);
            return new OuterProductPass.Term(default, TensorKernels.Address(gradient), gradient.RowStride, term.Scale, 1, gradient);
        }

        BitMatrix? bits = term.Left.Bits is null ? null : BitTransposition.Run(device.Team, term.Left.Bits);
        SparseRows? sparse = bits is null ? term.Left.Sparse!.Transposed(term.Left.Columns) : null;
        Tensor right = term.Right.RowStride == matrix.RowStride ? term.Right : term.Right.CopyTo(Tensor.Aligned(device, term.Right.Rows, term.Right.Columns));
        return new OuterProductPass.Term(
            new RowLists(bits, sparse), TensorKernels.Address(right), right.RowStride, term.Scale, term.Left.Rows, (bits, sparse, right));
    }

    private static float Pass(WorkerTeam team, VectorWidth width, OuterProductPass shared)
    {
        int largest = 0;
        OutputCut.Body body = width switch
        {
            VectorWidth.Bits512 => (r0, r1, c0, c1) => Raise(ref largest, Block<Simd512, Vector512<float>>(shared, r0, r1, c0, c1)),
            VectorWidth.Bits256 => (r0, r1, c0, c1) => Raise(ref largest, Block<Simd256, Vector256<float>>(shared, r0, r1, c0, c1)),
            _ => (r0, r1, c0, c1) => Raise(ref largest, Block<Simd128, Vector128<float>>(shared, r0, r1, c0, c1)),
        };
        new OutputCut(shared.Rows, shared.Columns, team.Threads, TileRows).Run(team, body);
        return BitConverter.Int32BitsToSingle(largest);
    }

    // Magnitudes as integers: the bits of NaN are above those of infinity, and those above every finite number's.
    private static void Raise(ref int largest, int candidate)
    {
        int seen = Volatile.Read(ref largest);
        while (candidate > seen)
        {
            int before = Interlocked.CompareExchange(ref largest, candidate, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Block<TSimd, TVector>(OuterProductPass pass, int r0, int r1, int c0, int c1)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int wanted = c1 - c0;
        int room = pass.Terms.Sum(term => term.LongestList) + 1;
        nint[] offsetSpace = ArrayPool<nint>.Shared.Rent(room);
        float[] factorSpace = ArrayPool<float>.Shared.Rent(room), gradientSpace = ArrayPool<float>.Shared.Rent(wanted + Tensor.LineLength);
        TVector largest = TSimd.Zero;
        // A step without momentum, decay or corrections leaves rows alone in which nothing was active.
        bool mayStay = pass.Velocity == null && pass.L1 == 0 && pass.L2 == 0 && pass.Corrections.Length == 0;
        fixed (nint* offsets = offsetSpace)
        fixed (float* factors = factorSpace, gradient = gradientSpace)
        {
            for (int tile = r0; tile < r1; tile += TileRows)
            {
                int tileEnd = Math.Min(tile + TileRows, r1);
                for (int row = tile; row < tileEnd; row++)
                {
                    int count = List(pass, row, offsets, factors);
                    if (count == 0 && mayStay)
                    {
                        largest = Largest<TSimd, TVector>(pass.Matrix + (row * pass.Stride) + c0, wanted, largest);
                        continue;
                    }

                    RowGather.Sum<TSimd, TVector>(offsets, factors, count, pass.Origin + c0, gradient, wanted);
                    Change<TSimd, TVector>(pass, row, c0, wanted, gradient, ref largest);
                }

                // Also where nothing changed: the copy may have been made before somebody else wrote to the matrix.
                if (pass.Transposed != null)
                {
                    Transposition.Transpose<TSimd, TVector>(
                        tileEnd - tile, c1 - c0, pass.Matrix + (tile * pass.Stride) + c0, pass.Stride, pass.Transposed + (c0 * pass.TransposedStride) + tile, pass.TransposedStride);
                }
            }
        }

        ArrayPool<nint>.Shared.Return(offsetSpace);
        ArrayPool<float>.Shared.Return(factorSpace);
        ArrayPool<float>.Shared.Return(gradientSpace);
        float* lanes = stackalloc float[TSimd.Width];
        TSimd.Store(lanes, largest);
        int result = 0;
        for (int i = 0; i < TSimd.Width; i++)
            result = Math.Max(result, BitConverter.SingleToInt32Bits(lanes[i]));
        return result;
    }

    /// <summary>The rows whose sum is the gradient of one row: how far each is from the first term's right side, and its factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int List(in OuterProductPass pass, int row, nint* offsets, float* factors)
    {
        int total = 0;
        foreach (ref readonly OuterProductPass.Term term in pass.Terms.AsSpan())
        {
            nint from = (nint)(term.Right - pass.Origin);
            if (term.IsGradient)
            {
                offsets[total] = from + (row * term.Stride);
                factors[total++] = term.Scale;
                continue;
            }

            int count = term.Lists.Fetch(row, term.Stride, offsets + total, factors + total, out bool haveValues);
            for (int i = total; i < total + count; i++)
            {
                offsets[i] += from;
                factors[i] = haveValues ? term.Scale * factors[i] : term.Scale;
            }

            total += count;
        }

        return total;
    }

    /// <summary>The magnitudes of a stretch that stays as it is, gathered as <see cref="Change"/> does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector Largest<TSimd, TVector>(float* numbers, int count, TVector largest)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int c = 0; c < count; c += TSimd.Width)
            largest = TSimd.MaxInt32(largest, TSimd.Abs(TSimd.Load(numbers + c)));
        return largest;
    }

    /// <summary>Changes a stretch of one row; <paramref name="largest"/> gathers magnitudes, compared as integers so that NaN is above all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Change<TSimd, TVector>(in OuterProductPass pass, int row, int column, int count, float* gradients, ref TVector largest)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        foreach (OuterProductPass.Correction correction in pass.Corrections)
        {
            TVector left = TSimd.Broadcast(correction.Left[row]);
            for (int c = 0; c < count; c += TSimd.Width)
                TSimd.Store(gradients + c, TSimd.FusedMultiplyAdd(left, TSimd.Load(correction.Right + column + c), TSimd.Load(gradients + c)));
        }

        float* matrix = pass.Matrix + (row * pass.Stride) + column;
        float* velocities = pass.Velocity == null ? null : pass.Velocity + (row * pass.Stride) + column;
        TVector l2 = TSimd.Broadcast(-pass.L2), l1 = TSimd.Broadcast(pass.L1), rate = TSimd.Broadcast(pass.Rate), momentum = TSimd.Broadcast(pass.Momentum);
        TVector most = largest;
        for (int c = 0; c < count; c += TSimd.Width)
        {
            TVector w = TSimd.Load(matrix + c);
            TVector gradient = TSimd.FusedMultiplyAdd(l2, w, TSimd.Load(gradients + c));
            if (pass.L1 != 0)
            {
                TVector towardsZero = TSimd.Select(TSimd.LessThan(w, TSimd.Zero), l1, TSimd.Negate(l1));
                gradient = TSimd.Select(TSimd.Equal(w, TSimd.Zero), gradient, TSimd.Add(gradient, towardsZero));
            }

            if (velocities == null)
            {
                w = TSimd.FusedMultiplyAdd(rate, gradient, w);
            }
            else
            {
                TVector move = TSimd.Multiply(rate, gradient);
                TVector velocity = TSimd.FusedMultiplyAdd(momentum, TSimd.Load(velocities + c), move);
                TSimd.Store(velocities + c, velocity);
                w = pass.Nesterov ? TSimd.Add(w, TSimd.FusedMultiplyAdd(momentum, velocity, move)) : TSimd.Add(w, velocity);
            }

            TSimd.Store(matrix + c, w);
            most = TSimd.MaxInt32(most, TSimd.Abs(w));
        }

        largest = most;
    }
}
