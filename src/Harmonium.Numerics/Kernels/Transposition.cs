namespace Harmonium.Numerics.Kernels;

internal static unsafe class Transposition
{
    internal static void Tile<TSimd, TVector>(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
                target[(c * targetStride) + r] = source[(r * sourceStride) + c];
        }
    }
}
