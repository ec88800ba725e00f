namespace Harmonium.Experiments.Reports.Wording;

/// <summary>A symbol of a formula and its meaning.</summary>
/// <param name="Symbol">The symbol, in the notation of formulas, as in "w_ij".</param>
/// <param name="Meaning">The meaning in words.</param>
internal sealed record SymbolMeaning(string Symbol, string Meaning);
