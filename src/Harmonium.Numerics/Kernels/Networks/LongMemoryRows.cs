using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// One step of long short-term memory for every example: from the sums of what came in and what the last output sent, [batch, 4·units] with blocks
/// i, f, o, g, to the gates (kept for the way back), the cells c = f c′ + i g and the outputs h = o tanh c.
/// </summary>
internal readonly unsafe struct LongMemoryRows(float* incoming, int[]? indices, int firstIndex, float* recurrent, float* gates, float* cellsBefore, float* cells, float* outputs, int units) : IRangeKernel
{
    private readonly float* _incoming = incoming;
    private readonly int[]? _indices = indices;
    private readonly int _firstIndex = firstIndex;
    private readonly float* _recurrent = recurrent;
    private readonly float* _gates = gates;
    private readonly float* _cellsBefore = cellsBefore;
    private readonly float* _cells = cells;
    private readonly float* _outputs = outputs;
    private readonly int _units = units;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int size = _units;
        for (int row = start; row < end; row++)
        {
            nint wide = (nint)row * 4 * size, narrow = (nint)row * size;
            float* x = _indices == null ? _incoming + wide : _incoming + ((nint)_indices[_firstIndex + row] * 4 * size), r = _recurrent + wide, own = _gates + wide;
            for (int j = 0; j < size; j += TSimd.Width)
            {
                int count = Math.Min(TSimd.Width, size - j);
                TVector i = Sigmoid.Apply<TSimd, TVector>(Sum<TSimd, TVector>(x, r, j, count));
                TVector f = Sigmoid.Apply<TSimd, TVector>(Sum<TSimd, TVector>(x, r, size + j, count));
                TVector o = Sigmoid.Apply<TSimd, TVector>(Sum<TSimd, TVector>(x, r, (2 * size) + j, count));
                TVector g = HyperbolicTangent.Apply<TSimd, TVector>(Sum<TSimd, TVector>(x, r, (3 * size) + j, count));
                TVector c = TSimd.FusedMultiplyAdd(f, Lanes<TSimd, TVector>.Load(_cellsBefore + narrow + j, count), TSimd.Multiply(i, g));
                Lanes<TSimd, TVector>.Store(own + j, i, count);
                Lanes<TSimd, TVector>.Store(own + size + j, f, count);
                Lanes<TSimd, TVector>.Store(own + (2 * size) + j, o, count);
                Lanes<TSimd, TVector>.Store(own + (3 * size) + j, g, count);
                Lanes<TSimd, TVector>.Store(_cells + narrow + j, c, count);
                Lanes<TSimd, TVector>.Store(_outputs + narrow + j, TSimd.Multiply(o, HyperbolicTangent.Apply<TSimd, TVector>(c)), count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum<TSimd, TVector>(float* x, float* r, int j, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Add(Lanes<TSimd, TVector>.Load(x + j, count), Lanes<TSimd, TVector>.Load(r + j, count));
}
