using Harmonium.Data.Tables;
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
}
