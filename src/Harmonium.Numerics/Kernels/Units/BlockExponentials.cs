using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Elements;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Units;

/// <summary>exp(x + bias − maximum) over a block of adjacent elements, and the sum: the parts of a softmax.</summary>
internal static unsafe class BlockExponentials
{
    /// <summary>Writes the exponentials and returns their sum, in the same order at every vector width.</summary>
    internal static double Of(VectorWidth width, float* x, float* bias, float* target, int count) => width switch
    {
        VectorWidth.Bits512 => Of<Simd512, Vector512<float>>(x, bias, target, count),
        VectorWidth.Bits256 => Of<Simd256, Vector256<float>>(x, bias, target, count),
        _ => Of<Simd128, Vector128<float>>(x, bias, target, count),
    };

    /// <summary>target[i] = factor · x[i].</summary>
    internal static void Scale(VectorWidth width, float* x, float factor, float* target, int count) =>
        Elementwise.ZipNumber<Multiplication>(width, x, factor, target, count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Of<TSimd, TVector>(float* x, float* bias, float* target, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector lowest = TSimd.Broadcast(float.NegativeInfinity), most = lowest;
        int whole = count - (count % TSimd.Width), rest = count - whole;
        for (int i = 0; i < whole; i += TSimd.Width)
        {
            TVector z = TSimd.Add(TSimd.Load(x + i), TSimd.Load(bias + i));
            TSimd.Store(target + i, z);
            most = TSimd.Max(most, z);
        }

        if (rest > 0)
        {
            TVector z = TSimd.Add(TSimd.LoadFirst(x + whole, rest), TSimd.LoadFirst(bias + whole, rest));
            TSimd.StoreFirst(target + whole, z, rest);
            most = TSimd.Max(most, TSimd.Select(TSimd.FirstLanes(rest), z, lowest));
        }

        float* lanes = stackalloc float[TSimd.Width];
        TSimd.Store(lanes, most);
        float largest = lanes[0];
        for (int k = 1; k < TSimd.Width; k++)
            largest = MathF.Max(largest, lanes[k]);
        TVector shift = TSimd.Broadcast(largest);
        for (int i = 0; i < whole; i += TSimd.Width)
            TSimd.Store(target + i, VectorFunctions<TSimd, TVector>.Exp(TSimd.Subtract(TSimd.Load(target + i), shift)));
        if (rest > 0)
            TSimd.StoreFirst(target + whole, VectorFunctions<TSimd, TVector>.Exp(TSimd.Subtract(TSimd.LoadFirst(target + whole, rest), shift)), rest);
        // Four independent sums, so that additions do not wait for each other.
        double a = 0, b = 0, c = 0, d = 0;
        int j = 0;
        for (; j + 4 <= count; j += 4)
        {
            a += target[j];
            b += target[j + 1];
            c += target[j + 2];
            d += target[j + 3];
        }

        for (; j < count; j++)
            a += target[j];
        return a + b + c + d;
    }
}
