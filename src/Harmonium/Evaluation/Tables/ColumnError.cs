using Harmonium.Data.Tables;

namespace Harmonium.Evaluation.Tables;

/// <summary>
/// The errors of filled-in cells of one column: for numbers the root-mean-square error in standard deviations of the column, for words the fraction of wrong
/// words. Null if no cell of the column was hidden, or if all its cells are equal.
/// </summary>
/// <param name="Column">The name of the column.</param>
/// <param name="Kind">The kind of the column.</param>
/// <param name="Combined">The error of completion by default: of the model combined with the nearest rows.</param>
/// <param name="Model">The error of the model alone.</param>
/// <param name="Averages">The error of the mean of the column, or its most common word.</param>
/// <param name="Neighbors">The error of imputation by the 5 nearest rows (Troyanskaya et al. 2001).</param>
public sealed record ColumnError(string Column, ColumnKind Kind, double? Combined, double? Model, double? Averages, double? Neighbors);
