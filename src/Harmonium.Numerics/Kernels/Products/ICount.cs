namespace Harmonium.Numerics.Kernels.Products;

/// <summary>A number known to the JIT: a type argument for which kernels are specialized.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}
