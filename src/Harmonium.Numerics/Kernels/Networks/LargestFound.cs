namespace Harmonium.Numerics.Kernels;

/// <summary>The largest magnitude that any thread has come upon; NaN once one has come upon that. The order of the threads does not matter.</summary>
internal sealed unsafe class LargestFound
{
    private readonly Lock _gate = new();

    /// <summary>The largest so far.</summary>
    internal float Value { get; private set; }

    /// <summary>Takes the lanes of a vector into account.</summary>
    internal void Merge<TSimd, TVector>(TVector magnitudes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* lanes = stackalloc float[TSimd.Width];
        TSimd.Store(lanes, magnitudes);
        lock (_gate)
        {
            for (int k = 0; k < TSimd.Width; k++)
                Value = MathF.Max(Value, lanes[k]);
        }
    }
}
