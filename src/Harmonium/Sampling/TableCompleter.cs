using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Sampling;

/// <summary>Samples the missing cells of a table, some hundred rows at a time, and averages their conditional distributions.</summary>
internal sealed class TableCompleter
{
    private const int Block = 500;
    private readonly TableMachine _rbm;
    private readonly TableCompletionOptions _options;
    private readonly Dictionary<(int Row, int Column), TableCompletion.Cell> _cells = [];

    internal TableCompleter(TableMachine rbm, TableCompletionOptions options)
    {
        options.Validate();
        _rbm = rbm;
        _options = options;
    }

    internal TableCompletion Of(Table table, IProgress<double>? progress, CancellationToken cancel)
    {
        IReadOnlyList<Dataset> data = _rbm.Encoding.Encode(table);
        int[] rows = [.. Enumerable.Range(0, table.Count)
            .Where(row => Enumerable.Range(0, table.Schema.Columns.Count).Any(column => !table.IsKnown(row, column)))];
        for (int start = 0; start < rows.Length; start += Block)
        {
            Sample(table, data, rows[start..Math.Min(start + Block, rows.Length)], RandomStream.For(_options.Seed, Purpose.Sampling, start / Block), cancel);
            progress?.Report((double)Math.Min(start + Block, rows.Length) / rows.Length);
        }

        return new TableCompletion(table, _cells);
    }

    private void Sample(Table table, IReadOnlyList<Dataset> data, int[] rows, RandomStream random, CancellationToken cancel)
    {
        GibbsChains chains = new(_rbm.Machine, rows.Length);
        for (int i = 0; i < _rbm.Visible.Count; i++)
            Hold(chains, _rbm.Visible[i], data[i], rows);
        chains.SampleIndependently(_rbm.Visible, random);
        LayerSums[] sums = [.. _rbm.Encoding.Layers.Select(layer => new LayerSums(rows.Length, layer.Units))];
        List<Tensor[]> draws = [];
        for (int sweep = 1; sweep <= _options.WarmUp + _options.Sweeps; sweep++)
        {
            cancel.ThrowIfCancellationRequested();
            chains.Sample(LayerRole.Hidden, random, sweep);
            chains.Sample(LayerRole.Visible, random, sweep);
            for (int i = 0; sweep > _options.WarmUp && i < sums.Length; i++)
                Add(sums[i], chains, i);
            if (IsDrawn(sweep - _options.WarmUp))
                draws.Add([.. _rbm.Visible.Select(layer => chains.State[layer].AsTensor().Contiguous().Clone())]);
        }

        for (int i = 0; i < sums.Length; i++)
            Keep(table, rows, _rbm.Encoding.Layers[i], sums[i], [.. draws.Select(states => states[i])]);
    }

    /// <summary>True if a draw ends with the given averaged sweep, counted from 1.</summary>
    private bool IsDrawn(int sweep) =>
        sweep > 0 && (long)sweep * _options.Draws / _options.Sweeps > (long)(sweep - 1) * _options.Draws / _options.Sweeps;

    private static void Hold(GibbsChains chains, Layer layer, Dataset data, int[] rows)
    {
        Tensor values = data.Examples.Rows(rows), known = Tensor.ZerosLike(values);
        for (int row = 0; row < values.Rows; row++)
        {
            Span<float> cells = values.Row(row), marks = known.Row(row);
            for (int unit = 0; unit < cells.Length; unit++)
            {
                marks[unit] = float.IsNaN(cells[unit]) ? 0 : 1;
                cells[unit] = float.IsNaN(cells[unit]) ? 0 : cells[unit];
            }
        }

        Device device = chains.Machine.Parameters.First().Values.Device;
        chains.Hold(layer, States.From(values.To(device)), known.To(device));
    }

    /// <summary>Adds the conditional distributions of one sweep, in the values of cells instead of units.</summary>
    private void Add(LayerSums sums, GibbsChains chains, int index)
    {
        Layer layer = _rbm.Visible[index];
        TableLayer described = _rbm.Encoding.Layers[index];
        Tensor means = chains.Means(layer);
        Tensor? variances = described.UnitKind is "gaussian" or "poisson" ? layer.Units.Variance(_rbm.Machine.Input(layer, chains.State)) : null;
        for (int row = 0; row < means.Rows; row++)
        {
            ReadOnlySpan<float> mean = means.Row(row);
            for (int unit = 0; unit < mean.Length; unit++)
            {
                double m = mean[unit], v = variances?[row, unit] ?? 0;
                if (described.UnitKind == "gaussian")
                    (m, v) = _rbm.Encoding.ScaleOf(described.Columns[unit])!.Value.Decode(m, v);
                sums.Means[(row * mean.Length) + unit] += m;
                sums.Squares[(row * mean.Length) + unit] += (m * m) + v;
            }
        }
    }

    private void Keep(Table table, int[] rows, TableLayer layer, LayerSums sums, Tensor[] draws)
    {
        double n = _options.Sweeps;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int c = 0; c < layer.Columns.Count; c++)
            {
                if (table.IsKnown(rows[i], layer.Columns[c]))
                    continue;
                int at = (i * layer.Units) + c;
                double mean = sums.Means[at] / n;
                double[] drawn = [.. draws.Select(states => CellOf(table.Schema.Columns[layer.Columns[c]], layer, states.Row(i), c))];
                _cells[(rows[i], layer.Columns[c])] = layer.UnitKind switch
                {
                    "categorical" =>
                        new TableCompletion.Cell(0, 0, [.. sums.Means.AsSpan(i * layer.Units, layer.Units).ToArray().Select(sum => sum / n)], drawn),
                    "bernoulli" => new TableCompletion.Cell(0, 0, [1 - mean, mean], drawn),
                    _ => new TableCompletion.Cell(mean, Math.Max(0, (sums.Squares[at] / n) - (mean * mean)), [], drawn),
                };
            }
        }
    }

    /// <summary>Returns the cell for the states of the units of a layer: a number, or the index of a word.</summary>
    private double CellOf(TableColumn column, TableLayer layer, ReadOnlySpan<float> states, int unit)
    {
        if (layer.UnitKind == "categorical")
            return states.IndexOf(1f);
        double cell = layer.UnitKind == "gaussian" ? _rbm.Encoding.ScaleOf(layer.Columns[unit])!.Value.Decode(states[unit]) : states[unit];
        return column.Kind == ColumnKind.Count ? Math.Max(0, Math.Round(cell)) : cell;
    }

    private sealed class LayerSums(int rows, int units)
    {
        internal double[] Means { get; } = new double[rows * units];

        internal double[] Squares { get; } = new double[rows * units];
    }
}
