using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <summary>Plain numbers of which most are 0, with a bit for each that is not: lists of them are made where they are used.</summary>
/// <param name="Marks">Which units are not 0, [batch, units].</param>
/// <param name="Numbers">The numbers, [batch, units], or [units, batch] where they are read across.</param>
/// <param name="Across">Whether rows are columns of the numbers.</param>
internal sealed record MarkedNumbers(BitMatrix Marks, Tensor Numbers, bool Across = false);
