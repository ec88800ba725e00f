namespace Harmonium.Numerics.Vectors;

/// <summary>The number of bits of a vector register.</summary>
public enum VectorWidth
{
    /// <summary>Four float32 elements: SSE and Arm's Advanced SIMD.</summary>
    Bits128 = 128,

    /// <summary>Eight float32 elements: AVX2.</summary>
    Bits256 = 256,

    /// <summary>Sixteen float32 elements: AVX-512.</summary>
    Bits512 = 512,
}
