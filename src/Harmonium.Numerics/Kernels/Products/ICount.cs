namespace Harmonium.Numerics.Kernels.Products;

/// <summary>A number that the JIT knows: a type argument that a kernel's shape is specialised by.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}
