using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Sequences;

/// <summary>
/// One step of an LSTM for every example: from the input and the recurrent contribution, [batch, 4·units] with blocks i, f, o, g, it computes the gates (kept
/// for the backward pass), the cells c = f c′ + i g and the outputs h = o tanh c.
/// </summary>
internal readonly unsafe struct LstmRows(float* incoming, int[]? indices, int firstIndex, float* recurrent, float* gates, float* cellsBefore,
    float* cells, float* outputs, int units) : IRangeKernel
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
            float* x = _indices == null ? _incoming + wide : _incoming + ((nint)_indices[_firstIndex + row] * 4 * size), r = _recurrent + wide,
                own = _gates + wide;

            // Three short loops: a processor looks about 250 instructions ahead, so it overlaps several vectors of each function. One loop over all five
            // functions would wait for one after the other.
            ComputeGate<Sigmoid, TSimd, TVector>(x, r, own, 3 * size);
            ComputeGate<HyperbolicTangent, TSimd, TVector>(x + (3 * size), r + (3 * size), own + (3 * size), size);
            UpdateCells<TSimd, TVector>(own, _cellsBefore + narrow, _cells + narrow, _outputs + narrow, size);
        }
    }

    /// <summary>gates = f(x + r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ComputeGate<TFunction, TSimd, TVector>(float* x, float* r, float* gates, int count)
        where TFunction : struct, IUnaryOperation
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int j = 0;
        for (; j + TSimd.Width <= count; j += TSimd.Width)
            TSimd.Store(gates + j, TFunction.Apply<TSimd, TVector>(TSimd.Add(TSimd.Load(x + j), TSimd.Load(r + j))));
        int rest = count - j;
        if (rest > 0)
            TSimd.StoreFirst(gates + j, TFunction.Apply<TSimd, TVector>(TSimd.Add(TSimd.LoadFirst(x + j, rest), TSimd.LoadFirst(r + j, rest))), rest);
    }

    /// <summary>c = f c′ + i g and h = o tanh c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UpdateCells<TSimd, TVector>(float* gates, float* before, float* cells, float* outputs, int size)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int j = 0;
        for (; j + TSimd.Width <= size; j += TSimd.Width)
            UpdateSomeCells<TSimd, TVector>(gates + j, before + j, cells + j, outputs + j, size, TSimd.Width);
        if (j < size)
            UpdateSomeCells<TSimd, TVector>(gates + j, before + j, cells + j, outputs + j, size, size - j);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UpdateSomeCells<TSimd, TVector>(float* gates, float* before, float* cells, float* outputs, int size, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector i = Lanes<TSimd, TVector>.Load(gates, count), f = Lanes<TSimd, TVector>.Load(gates + size, count);
        TVector o = Lanes<TSimd, TVector>.Load(gates + (2 * size), count), g = Lanes<TSimd, TVector>.Load(gates + (3 * size), count);
        TVector c = TSimd.FusedMultiplyAdd(f, Lanes<TSimd, TVector>.Load(before, count), TSimd.Multiply(i, g));
        Lanes<TSimd, TVector>.Store(cells, c, count);
        Lanes<TSimd, TVector>.Store(outputs, TSimd.Multiply(o, HyperbolicTangent.Apply<TSimd, TVector>(c)), count);
    }
}
