using Harmonium.Numerics.Kernels.Draws;

namespace Harmonium.Numerics.Randomness;

/// <summary>The counter-based generator Philox 4×32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3").</summary>
internal static class Philox
{
    /// <summary>The 128 random bits of a 128-bit counter with a 64-bit key.</summary>
    public static (uint A, uint B, uint C, uint D) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1) =>
        PhiloxSchedule.Block(c0, c1, c2, c3, k0, k1);
}
