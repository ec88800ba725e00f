using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>How numbers of a matrix move along their gradient; a struct, so that the loop that asks it has the rule in line.</summary>
internal interface IAscentRule<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>What a vector of the matrix becomes.</summary>
    /// <param name="w">The vector.</param>
    /// <param name="gradient">What the terms add up to there.</param>
    /// <param name="row">The row it lies in.</param>
    /// <param name="column">The column it begins at.</param>
    TVector Changed(TVector w, TVector gradient, int row, int column);
}
