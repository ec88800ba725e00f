namespace Harmonium.Numerics.Functions;

/// <summary>How two numbers become one.</summary>
internal enum Combination
{
    Sum,
    Difference,
    Product,
    Quotient,
}
