using Harmonium.Data.Tables;
using Harmonium.Evaluation.Tables;
using Harmonium.Sampling;

namespace Harmonium.Runs.Models;

/// <summary>Fills in the missing cells of tables.</summary>
internal abstract class CellCompleter
{
    /// <summary>The schema of the tables that the model completes.</summary>
    public abstract TableSchema Schema { get; }

    /// <summary>Estimates the missing cells of a table, given the known cells of their rows.</summary>
    /// <exception cref="ArgumentException">The table has other columns.</exception>
    public abstract TableCompletion Complete(Table table, TableCompletionOptions options, CancellationToken cancel = default);

    /// <summary>Hides some known cells of a table, fills them in, and compares the errors with those of simple fillings.</summary>
    /// <param name="test">The rows to judge.</param>
    /// <param name="training">The training rows, for the simple fillings; null to use the cells of <paramref name="test"/> that are not hidden.</param>
    /// <param name="share">The fraction of the cells to hide.</param>
    /// <param name="seed">The seed of the choice of cells and of the sampling.</param>
    /// <param name="cancel">Cancels the sampling.</param>
    /// <exception cref="ArgumentException">The tables have other columns.</exception>
    public abstract CompletionErrors Judge(Table test, Table? training, double share, ulong seed, CancellationToken cancel = default);
}
