using Harmonium.Data.Tables;
using Harmonium.Sampling;

namespace Harmonium.Runs.Models;

/// <summary>Fills in the missing cells of tables.</summary>
public abstract class CellCompleter
{
    /// <summary>The columns that the model knows.</summary>
    public abstract TableSchema Schema { get; }

    /// <summary>What the missing cells of a table may hold, given the known ones of their row.</summary>
    /// <exception cref="ArgumentException">The table has other columns.</exception>
    public abstract TableCompletion Complete(Table table, TableCompletionOptions options, CancellationToken cancel = default);
}
