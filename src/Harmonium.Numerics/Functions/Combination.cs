namespace Harmonium.Numerics.Functions;

/// <summary>Element-wise binary operations.</summary>
internal enum Combination
{
    Sum,
    Difference,
    Product,
    Quotient,
}
