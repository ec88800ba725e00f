using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Models;

/// <summary>The contributions of columns to how unusual rows are.</summary>
/// <param name="Names">The names of the columns.</param>
/// <param name="Values">The contributions, [rows, columns], in nats; NaN for missing cells.</param>
/// <param name="Shown">The number of columns to show of each row.</param>
internal sealed record ColumnContributions(IReadOnlyList<string> Names, double[][] Values, int Shown)
{
    /// <summary>Computes the contributions; null if the model does not support them and they are not required.</summary>
    /// <exception cref="UsageException">The model does not support them, but they are required.</exception>
    internal static ColumnContributions? Of(LoadedModel model, Density density, Dataset data, int shown, bool required, CancellationToken cancel)
    {
        List<double[]> rows = [];
        try
        {
            foreach (States block in new VisibleData(data).Blocks(model.Model.Device))
            {
                cancel.ThrowIfCancellationRequested();
                double[,] ofBlock = density.Contributions(block);
                rows.AddRange(Enumerable.Range(0, block.Rows).Select(row =>
                    (double[])[.. Enumerable.Range(0, ofBlock.GetLength(1)).Select(column => ofBlock[row, column])]));
            }
        }
        catch (NotSupportedException exception)
        {
            return required ? throw new UsageException(exception.Message, "Omit --columns, or set it to 0.") : null;
        }

        int columns = rows[0].Length;
        IReadOnlyList<string>? names = model.Model.CellCompleter?.Schema.Columns.Select(column => column.Name).ToArray() ?? data.ColumnNames;
        return new ColumnContributions(names?.Count == columns ? names : [.. Enumerable.Range(0, columns).Select(i => $"v{i}")], [.. rows],
            Math.Min(shown, columns));
    }

    /// <summary>Returns the columns of a row with the largest contributions, largest first.</summary>
    internal (string Name, double Value)[] LargestOf(int row) =>
        [.. Values[row].Index().Where(pair => !double.IsNaN(pair.Item)).OrderByDescending(pair => pair.Item).Take(Shown)
            .Select(pair => (Names[pair.Index], pair.Item))];
}
