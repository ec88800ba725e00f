namespace Harmonium.Numerics.Kernels.Products;

/// <summary>A number that the JIT knows: a type argument that a kernel's shape is specialized by.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}
