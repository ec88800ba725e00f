using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <summary>
/// A mostly zero tensor with a sparse mask: one bit per element, set if the element is nonzero. Products build lists of the nonzero elements from it.
/// </summary>
/// <param name="Mask">The mask of nonzero units, [batch, units].</param>
/// <param name="Numbers">The elements, [batch, units]; [units, batch] if <paramref name="Across"/> is true.</param>
/// <param name="Across">True if the rows of states are the columns of <paramref name="Numbers"/>.</param>
internal sealed record MaskedNumbers(BitMatrix Mask, Tensor Numbers, bool Across = false);
