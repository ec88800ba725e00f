using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Machines;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Sampling;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>
/// The rows of a table as states of a machine, for measures that need whole rows. A missing cell is a hidden unit of its row, so a measure of a row with
/// missing cells is its mean over draws from p(missing | known).
/// </summary>
/// <param name="rbm">The machine.</param>
internal sealed class TableStates(TableMachine rbm)
{
    private static readonly TableCompletionOptions _draws = new() { WarmUp = 40, Sweeps = 60, Draws = 12 };

    /// <summary>Returns the states of rows: one for rows without missing cells, else one per draw.</summary>
    /// <param name="cells">The cells, [rows, columns], in the encoding of <see cref="Table"/>.</param>
    /// <exception cref="ArgumentException">The cells do not fit the schema.</exception>
    internal IReadOnlyList<MachineState> Of(Tensor cells)
    {
        Table table = TableOf(cells);
        if (table.Missing == 0)
            return [StateOf(table)];
        TableCompletion completion = TableCompletion.Of(rbm, table, _draws);
        return [.. Enumerable.Range(0, _draws.Draws).Select(draw => StateOf(completion.Filled(draw)))];
    }

    /// <summary>Returns the rows without missing cells as data of the machine; null if there are none.</summary>
    internal MachineData? WithoutMissing(VisibleData data)
    {
        List<float> kept = [];
        foreach (States block in data.Blocks(Device.Default))
        {
            Tensor cells = block.AsTensor();
            for (int row = 0; row < cells.Rows; row++)
            {
                if (!cells.Row(row).ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
                    kept.AddRange(cells.Row(row));
            }
        }

        return kept.Count == 0 ? null
            : new MachineData([.. rbm.Encoding.Encode(TableOf(Tensor.From(kept.ToArray(), kept.Count / data.Columns, data.Columns)))
                .Select(layer => new VisibleData(layer))]);
    }

    private Table TableOf(Tensor cells) => new("rows", rbm.Encoding.Schema, cells);

    private MachineState StateOf(Table table)
    {
        MachineState state = new();
        int[] rows = [.. Enumerable.Range(0, table.Count)];
        foreach ((Units.Layer layer, Dataset data) in rbm.Visible.Zip(rbm.Encoding.Encode(table)))
            state[layer] = States.From(data.Examples.Rows(rows).To(rbm.Couplings[0].Weights.Device));
        return state;
    }
}
