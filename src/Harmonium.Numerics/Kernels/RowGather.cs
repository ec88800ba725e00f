using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// Sums of chosen rows of a matrix: the product with a sparse vector. The columns are taken in blocks whose sums stay in
/// registers, and a column's sum is made in the order of the list, one addition after the other, so that neither the width of
/// the vectors nor the cut of the columns changes it.
/// </summary>
/// <remarks>
/// Whole vectors are read and written, so up to <c>Width − 1</c> numbers beyond the last column are read from each row and
/// written to the result: tensors keep that much room behind their end, and results go to a scratch row.
/// </remarks>
internal static unsafe class RowGather
{
    /// <summary>into[c] = Σᵢ factorᵢ · origin[offsetᵢ + c], with all factors 1 where <paramref name="factors"/> is null.</summary>
    /// <param name="offsets">How far each row is from the origin.</param>
    /// <param name="factors">What each is multiplied by, or null.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="origin">What offsets count from, at the first wanted column.</param>
    /// <param name="into">Receives the sums, whole vectors.</param>
    /// <param name="columns">How many columns are wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Sum<TSimd, TVector>(nint* offsets, float* factors, int count, float* origin, float* into, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int vectors = (columns + TSimd.Width - 1) / TSimd.Width;
        int done = 0;
        if (TSimd.HasManyRegisters)
        {
            for (; done + 16 <= vectors; done += 16)
                Sixteen<TSimd, TVector>(offsets, factors, count, origin + (done * TSimd.Width), into + (done * TSimd.Width));
        }

        for (; done + 8 <= vectors; done += 8)
            Eight<TSimd, TVector>(offsets, factors, count, origin + (done * TSimd.Width), into + (done * TSimd.Width));
        for (; done + 4 <= vectors; done += 4)
            Four<TSimd, TVector>(offsets, factors, count, origin + (done * TSimd.Width), into + (done * TSimd.Width));
        for (; done < vectors; done++)
            One<TSimd, TVector>(offsets, factors, count, origin + (done * TSimd.Width), into + (done * TSimd.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sixteen<TSimd, TVector>(nint* offsets, float* factors, int count, float* origin, float* into)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int w = TSimd.Width;
        TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        TVector s8 = s0, s9 = s0, s10 = s0, s11 = s0, s12 = s0, s13 = s0, s14 = s0, s15 = s0;
        if (factors == null)
        {
            for (int i = 0; i < count; i++)
            {
                float* row = origin + offsets[i];
                s0 = TSimd.Add(s0, TSimd.Load(row));
                s1 = TSimd.Add(s1, TSimd.Load(row + w));
                s2 = TSimd.Add(s2, TSimd.Load(row + (2 * w)));
                s3 = TSimd.Add(s3, TSimd.Load(row + (3 * w)));
                s4 = TSimd.Add(s4, TSimd.Load(row + (4 * w)));
                s5 = TSimd.Add(s5, TSimd.Load(row + (5 * w)));
                s6 = TSimd.Add(s6, TSimd.Load(row + (6 * w)));
                s7 = TSimd.Add(s7, TSimd.Load(row + (7 * w)));
                s8 = TSimd.Add(s8, TSimd.Load(row + (8 * w)));
                s9 = TSimd.Add(s9, TSimd.Load(row + (9 * w)));
                s10 = TSimd.Add(s10, TSimd.Load(row + (10 * w)));
                s11 = TSimd.Add(s11, TSimd.Load(row + (11 * w)));
                s12 = TSimd.Add(s12, TSimd.Load(row + (12 * w)));
                s13 = TSimd.Add(s13, TSimd.Load(row + (13 * w)));
                s14 = TSimd.Add(s14, TSimd.Load(row + (14 * w)));
                s15 = TSimd.Add(s15, TSimd.Load(row + (15 * w)));
            }
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                float* row = origin + offsets[i];
                TVector x = TSimd.Broadcast(factors[i]);
                s0 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row), s0);
                s1 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + w), s1);
                s2 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (2 * w)), s2);
                s3 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (3 * w)), s3);
                s4 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (4 * w)), s4);
                s5 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (5 * w)), s5);
                s6 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (6 * w)), s6);
                s7 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (7 * w)), s7);
                s8 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (8 * w)), s8);
                s9 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (9 * w)), s9);
                s10 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (10 * w)), s10);
                s11 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (11 * w)), s11);
                s12 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (12 * w)), s12);
                s13 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (13 * w)), s13);
                s14 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (14 * w)), s14);
                s15 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (15 * w)), s15);
            }
        }

        TSimd.Store(into, s0);
        TSimd.Store(into + w, s1);
        TSimd.Store(into + (2 * w), s2);
        TSimd.Store(into + (3 * w), s3);
        TSimd.Store(into + (4 * w), s4);
        TSimd.Store(into + (5 * w), s5);
        TSimd.Store(into + (6 * w), s6);
        TSimd.Store(into + (7 * w), s7);
        TSimd.Store(into + (8 * w), s8);
        TSimd.Store(into + (9 * w), s9);
        TSimd.Store(into + (10 * w), s10);
        TSimd.Store(into + (11 * w), s11);
        TSimd.Store(into + (12 * w), s12);
        TSimd.Store(into + (13 * w), s13);
        TSimd.Store(into + (14 * w), s14);
        TSimd.Store(into + (15 * w), s15);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<TSimd, TVector>(nint* offsets, float* factors, int count, float* origin, float* into)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int w = TSimd.Width;
        TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        if (factors == null)
        {
            for (int i = 0; i < count; i++)
            {
                float* row = origin + offsets[i];
                s0 = TSimd.Add(s0, TSimd.Load(row));
                s1 = TSimd.Add(s1, TSimd.Load(row + w));
                s2 = TSimd.Add(s2, TSimd.Load(row + (2 * w)));
                s3 = TSimd.Add(s3, TSimd.Load(row + (3 * w)));
                s4 = TSimd.Add(s4, TSimd.Load(row + (4 * w)));
                s5 = TSimd.Add(s5, TSimd.Load(row + (5 * w)));
                s6 = TSimd.Add(s6, TSimd.Load(row + (6 * w)));
                s7 = TSimd.Add(s7, TSimd.Load(row + (7 * w)));
            }
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                float* row = origin + offsets[i];
                TVector x = TSimd.Broadcast(factors[i]);
                s0 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row), s0);
                s1 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + w), s1);
                s2 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (2 * w)), s2);
                s3 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (3 * w)), s3);
                s4 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (4 * w)), s4);
                s5 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (5 * w)), s5);
                s6 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (6 * w)), s6);
                s7 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (7 * w)), s7);
            }
        }

        TSimd.Store(into, s0);
        TSimd.Store(into + w, s1);
        TSimd.Store(into + (2 * w), s2);
        TSimd.Store(into + (3 * w), s3);
        TSimd.Store(into + (4 * w), s4);
        TSimd.Store(into + (5 * w), s5);
        TSimd.Store(into + (6 * w), s6);
        TSimd.Store(into + (7 * w), s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TSimd, TVector>(nint* offsets, float* factors, int count, float* origin, float* into)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int w = TSimd.Width;
        TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0;
        for (int i = 0; i < count; i++)
        {
            float* row = origin + offsets[i];
            TVector x = TSimd.Broadcast(factors == null ? 1 : factors[i]);
            s0 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row), s0);
            s1 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + w), s1);
            s2 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (2 * w)), s2);
            s3 = TSimd.FusedMultiplyAdd(x, TSimd.Load(row + (3 * w)), s3);
        }

        TSimd.Store(into, s0);
        TSimd.Store(into + w, s1);
        TSimd.Store(into + (2 * w), s2);
        TSimd.Store(into + (3 * w), s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TSimd, TVector>(nint* offsets, float* factors, int count, float* origin, float* into)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sum = TSimd.Zero;
        for (int i = 0; i < count; i++)
            sum = TSimd.FusedMultiplyAdd(TSimd.Broadcast(factors == null ? 1 : factors[i]), TSimd.Load(origin + offsets[i]), sum);
        TSimd.Store(into, sum);
    }
}
