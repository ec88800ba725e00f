namespace Harmonium.Numerics.Vectors;

/// <summary>How many bits one vector instruction works on.</summary>
public enum VectorWidth
{
    /// <summary>Four float32 numbers: SSE and Arm's Advanced SIMD.</summary>
    Bits128 = 128,

    /// <summary>Eight float32 numbers: AVX2.</summary>
    Bits256 = 256,

    /// <summary>Sixteen float32 numbers: AVX-512.</summary>
    Bits512 = 512,
}
