namespace Harmonium.Numerics.Kernels.Products;

/// <summary>How a product's sum goes on: from where the numbers of one term stand to where those of the next do.</summary>
internal unsafe interface IProductSteps
{
    void Next(ref float* a, ref float* b);
}
