using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>Work on a range of items. The result does not depend on how the items are divided into ranges.</summary>
internal interface IRangeKernel
{
    void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
