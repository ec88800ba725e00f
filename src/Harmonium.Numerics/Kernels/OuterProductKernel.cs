using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Parallelism;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// The pass of <see cref="OuterProductStep"/> over a matrix. For each row the sums over active examples are gathered, or read
/// from a dense gradient, and the row is changed while they are still in the nearest cache; every 16 rows their transposed
/// copy is written.
/// </summary>
internal static unsafe class OuterProductKernel
{
    private const int TileRows = 16;

    internal static float Run(CpuDevice device, OuterProductStep step, Tensor matrix, Tensor? transposed)
    {
        fixed (float* target = matrix.AsSpan(), mirror = transposed is null ? [] : transposed.AsSpan(), velocity = step.Velocity is null ? [] : step.Velocity.AsSpan())
        {
            OuterProductPass pass = new()
            {
                Rows = matrix.Rows,
                Columns = matrix.Columns,
                Matrix = target,
                Transposed = mirror,
                Velocity = velocity,
                Terms = [.. step.Terms.Select(term => TermOf(device, term, matrix))],
                Corrections = [.. step.RankOne.Select(pair => new OuterProductPass.Correction(TensorKernels.Address(pair.Left), TensorKernels.Address(pair.Right)))],
                LongestList = step.Terms.Count == 0 ? 0 : step.Terms.Max(term => term.Left.Rows),
                Rate = step.Rate,
                Momentum = step.Momentum,
                Nesterov = step.Nesterov,
                L1 = step.L1,
                L2 = step.L2,
            };
            float largest = Pass(device.Team, device.Width, pass);
            foreach (OuterProductPass.Term term in pass.Terms)
                GC.KeepAlive(term.Owner);
            return largest;
        }
    }

    /// <summary>The lists of examples in which each unit of the left side is active; where too many are, the dense gradient.</summary>
    private static OuterProductPass.Term TermOf(CpuDevice device, OuterTerm term, Tensor matrix)
    {
        if (!term.Left.PrefersGather)
        {
            Tensor gradient = Tensor.Zeros(device, matrix.Rows, matrix.Columns);
            term.Left.AsTensor().Multiply(term.Right, transposeLeft: true, into: gradient);
            return new OuterProductPass.Term(default, null, TensorKernels.Address(gradient), term.Scale, gradient);
        }

        BitMatrix? bits = term.Left.Bits is null ? null : BitTransposition.Run(device.Team, term.Left.Bits);
        SparseRows? sparse = bits is null ? term.Left.Sparse!.Transposed(term.Left.Columns) : null;
        return new OuterProductPass.Term(new RowLists(bits, sparse), TensorKernels.Address(term.Right), null, term.Scale, (object?)bits ?? sparse!);
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
        int room = (wanted + TSimd.Width - 1) / TSimd.Width * TSimd.Width;
        int[] listSpace = ArrayPool<int>.Shared.Rent(pass.LongestList + 1);
        float[] sumSpace = ArrayPool<float>.Shared.Rent(2 * room);
        TVector largest = TSimd.Zero;
        fixed (int* list = listSpace)
        fixed (float* sum = sumSpace)
        {
            for (int tile = r0; tile < r1; tile += TileRows)
            {
                int tileEnd = Math.Min(tile + TileRows, r1);
                for (int r = tile; r < tileEnd; r++)
                {
                    Gradient<TSimd, TVector>(pass, r, c0, wanted, list, sum, sum + room);
                    largest = TSimd.MaxInt32(largest, Change<TSimd, TVector>(pass, r, c0, wanted, sum));
                }

                if (pass.Transposed != null)
                {
                    Transposition.Transpose<TSimd, TVector>(
                        tileEnd - tile, wanted, pass.Matrix + ((nint)tile * pass.Columns) + c0, pass.Columns, pass.Transposed + ((nint)c0 * pass.Rows) + tile, pass.Rows);
                }
            }
        }

        ArrayPool<int>.Shared.Return(listSpace);
        ArrayPool<float>.Shared.Return(sumSpace);
        float* lanes = stackalloc float[TSimd.Width];
        TSimd.Store(lanes, largest);
        int result = 0;
        for (int i = 0; i < TSimd.Width; i++)
            result = Math.Max(result, BitConverter.SingleToInt32Bits(lanes[i]));
        return result;
    }

    /// <summary>The row's gradient from the terms, without the corrections of rank one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient<TSimd, TVector>(in OuterProductPass pass, int row, int c0, int wanted, int* list, float* sum, float* part)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        bool first = true;
        foreach (OuterProductPass.Term term in pass.Terms)
        {
            float* target = first ? sum : part;
            float scale = term.Scale;
            if (term.Dense != null)
            {
                float* gradient = term.Dense + ((nint)row * pass.Columns) + c0;
                new ReadOnlySpan<float>(gradient, wanted).CopyTo(new Span<float>(target, wanted));
            }
            else
            {
                int count = term.Lists.Fetch(row, list, out int* active, out float* values);
                if (count == 0 && !first)
                    continue;
                RowGather.Sum<TSimd, TVector>(active, values, count, term.Right + c0, pass.Columns, target, wanted);
            }

            TVector factor = TSimd.Broadcast(scale);
            for (int c = 0; c < wanted; c += TSimd.Width)
            {
                TVector x = TSimd.Load(target + c);
                TSimd.Store(sum + c, first ? TSimd.Multiply(factor, x) : TSimd.FusedMultiplyAdd(factor, x, TSimd.Load(sum + c)));
            }

            first = false;
        }
    }

    /// <summary>Changes one row of the matrix by its gradient, and returns the largest magnitudes as integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector Change<TSimd, TVector>(in OuterProductPass pass, int row, int c0, int wanted, float* gradient)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        foreach (OuterProductPass.Correction correction in pass.Corrections)
        {
            TVector u = TSimd.Broadcast(correction.Left[row]);
            int c = 0;
            for (; c + TSimd.Width <= wanted; c += TSimd.Width)
                TSimd.Store(gradient + c, TSimd.FusedMultiplyAdd(u, TSimd.Load(correction.Right + c0 + c), TSimd.Load(gradient + c)));
            if (c < wanted)
                TSimd.Store(gradient + c, TSimd.FusedMultiplyAdd(u, TSimd.LoadFirst(correction.Right + c0 + c, wanted - c), TSimd.Load(gradient + c)));
        }

        float* matrix = pass.Matrix + ((nint)row * pass.Columns) + c0;
        float* velocity = pass.Velocity == null ? null : pass.Velocity + ((nint)row * pass.Columns) + c0;
        int full = wanted / TSimd.Width * TSimd.Width;
        TVector largest = TSimd.Zero;
        for (int c = 0; c < full; c += TSimd.Width)
        {
            TVector v = velocity == null ? TSimd.Zero : TSimd.Load(velocity + c);
            TVector w = Step<TSimd, TVector>(pass, TSimd.Load(matrix + c), TSimd.Load(gradient + c), ref v);
            TSimd.Store(matrix + c, w);
            largest = TSimd.MaxInt32(largest, TSimd.Abs(w));
            if (velocity != null)
                TSimd.Store(velocity + c, v);
        }

        int rest = wanted - full;
        if (rest > 0)
        {
            TVector v = velocity == null ? TSimd.Zero : TSimd.LoadFirst(velocity + full, rest);
            TSimd.StoreFirst(matrix + full, Step<TSimd, TVector>(pass, TSimd.LoadFirst(matrix + full, rest), TSimd.Load(gradient + full), ref v), rest);
            largest = TSimd.MaxInt32(largest, TSimd.Abs(TSimd.LoadFirst(matrix + full, rest)));
            if (velocity != null)
                TSimd.StoreFirst(velocity + full, v, rest);
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Step<TSimd, TVector>(in OuterProductPass pass, TVector w, TVector gradient, ref TVector velocity)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (pass.L2 != 0)
            gradient = TSimd.FusedMultiplyAdd(TSimd.Broadcast(-pass.L2), w, gradient);
        if (pass.L1 != 0)
        {
            TVector towardsZero = TSimd.Select(TSimd.LessThan(w, TSimd.Zero), TSimd.Broadcast(pass.L1), TSimd.Broadcast(-pass.L1));
            gradient = TSimd.Select(TSimd.Equal(w, TSimd.Zero), gradient, TSimd.Add(gradient, towardsZero));
        }

        TVector rate = TSimd.Broadcast(pass.Rate);
        if (pass.Velocity == null)
            return TSimd.FusedMultiplyAdd(rate, gradient, w);
        TVector momentum = TSimd.Broadcast(pass.Momentum);
        TVector move = TSimd.Multiply(rate, gradient);
        velocity = TSimd.FusedMultiplyAdd(momentum, velocity, move);
        return pass.Nesterov ? TSimd.Add(w, TSimd.FusedMultiplyAdd(momentum, velocity, move)) : TSimd.Add(w, velocity);
    }
}
