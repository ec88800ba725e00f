namespace Harmonium.Numerics.Kernels.Products;

/// <summary>The steps of a product's sum: from the operands of one term to those of the next.</summary>
internal unsafe interface IProductSteps
{
    void Next(ref float* a, ref float* b);
}
