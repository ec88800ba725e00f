using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>
/// Philox for as many adjacent columns of blocks as a vector has lanes.
/// The part of the first three rounds that depends on the column alone is computed once, so further blocks of the same columns cost seven and a half rounds
/// instead of ten. Even and odd columns are in separate vectors, with each word in the lower half of a 64-bit lane, as the widening multiplication requires.
/// </summary>
internal readonly struct PhiloxColumns<TSimd, TWords, TVector>
    where TSimd : struct, ISimd<TVector>
    where TWords : struct, IWords<TVector>
    where TVector : unmanaged
{
    private readonly Half _even;
    private readonly Half _odd;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PhiloxColumns(in PhiloxSchedule schedule, uint firstColumn)
    {
        TVector columns = TSimd.AddInt32(TWords.Indices, TWords.Broadcast(firstColumn));
        _even = new Half(schedule, columns);
        _odd = new Half(schedule, TWords.Upper(columns));
    }

    /// <summary>Computes the four words of every column's block in a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Blocks(in PhiloxSchedule schedule, uint row, out TVector a, out TVector b, out TVector c, out TVector d)
    {
        ulong product = schedule.RowProduct(row);
        TVector upper = TWords.Broadcast((uint)(product >> 32)), lower = TWords.Broadcast((uint)product);
        State even = _even.Enter(upper, lower), odd = _odd.Enter(upper, lower);
        Round(schedule, 3, ref even, ref odd);
        Round(schedule, 4, ref even, ref odd);
        Round(schedule, 5, ref even, ref odd);
        Round(schedule, 6, ref even, ref odd);
        Round(schedule, 7, ref even, ref odd);
        Round(schedule, 8, ref even, ref odd);
        Round(schedule, 9, ref even, ref odd);

        a = TWords.Merge(even.A, odd.A);
        b = TWords.Merge(even.B, odd.B);
        c = TWords.Merge(even.C, odd.C);
        d = TWords.Merge(even.D, odd.D);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(in PhiloxSchedule schedule, int round, ref State even, ref State odd)
    {
        TVector key0 = TWords.Broadcast(schedule.Key0(round)), key1 = TWords.Broadcast(schedule.Key1(round));
        even.Round(key0, key1);
        odd.Round(key0, key1);
    }

    /// <summary>The four words of a block between two rounds.</summary>
    private struct State
    {
        public TVector A, B, C, D;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Round(TVector key0, TVector key1)
        {
            TVector p0 = TWords.Multiply(TWords.Broadcast(PhiloxSchedule.Multiplier0), A);
            TVector p1 = TWords.Multiply(TWords.Broadcast(PhiloxSchedule.Multiplier1), C);
            A = TWords.Xor(TWords.Upper(p1), B, key0);
            B = p1;
            C = TWords.Xor(TWords.Upper(p0), D, key1);
            D = p0;
        }
    }

    /// <summary>
    /// The part of the first three rounds that depends on the column. With x, r, s and t for column, row, step and tag, the rounds compute (r, constant, f(x),
    /// g(x)), then (h(x), i(x), r ⊕ j(x), r). This structure stores h(x), i(x), j(x) and what the next round needs of them.
    /// </summary>
    private readonly struct Half
    {
        private readonly TVector _third, _secondWithKey, _upperWithKey, _lower;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Half(in PhiloxSchedule schedule, TVector columns)
        {
            TVector m0 = TWords.Broadcast(PhiloxSchedule.Multiplier0), m1 = TWords.Broadcast(PhiloxSchedule.Multiplier1);
            TVector p0 = TWords.Multiply(m0, columns);
            TVector third = TWords.Xor(TWords.Upper(p0), TWords.Broadcast(schedule.Tag), TWords.Broadcast(schedule.Key1(0)));
            uint second = unchecked(PhiloxSchedule.Multiplier1 * schedule.Step);

            TVector p1 = TWords.Multiply(m1, third);
            TVector first = TWords.Xor(TWords.Upper(p1), TWords.Broadcast(second), TWords.Broadcast(schedule.Key0(1)));
            _third = TSimd.Xor(p0, TWords.Broadcast(schedule.Key1(1)));
            _secondWithKey = TSimd.Xor(p1, TWords.Broadcast(schedule.Key0(2)));

            p0 = TWords.Multiply(m0, first);
            _upperWithKey = TSimd.Xor(TWords.Upper(p0), TWords.Broadcast(schedule.Key1(2)));
            _lower = p0;
        }

        /// <summary>The state after the third round, given the product through which the row enters the second round.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public State Enter(TVector upper, TVector lower)
        {
            TVector p1 = TWords.Multiply(TWords.Broadcast(PhiloxSchedule.Multiplier1), TSimd.Xor(_third, upper));
            return new State
            {
                A = TSimd.Xor(TWords.Upper(p1), _secondWithKey),
                B = p1,
                C = TSimd.Xor(_upperWithKey, lower),
                D = _lower,
            };
        }
    }
}
