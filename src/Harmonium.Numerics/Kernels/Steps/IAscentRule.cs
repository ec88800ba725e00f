using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>The update rule of a matrix along its gradient. A struct, so that the JIT inlines the rule.</summary>
internal interface IAscentRule<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Returns the updated vector of the matrix.</summary>
    /// <param name="w">The current vector.</param>
    /// <param name="gradient">The gradient of the vector.</param>
    /// <param name="row">The row of the vector.</param>
    /// <param name="column">The first column of the vector.</param>
    TVector Changed(TVector w, TVector gradient, int row, int column);
}
