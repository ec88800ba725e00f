using System.Text;
using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Data;
using Harmonium.Numerics;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Models;

/// <summary>The anomaly scores of rows, as CSV, JSON or NPY.</summary>
/// <param name="ids">The ids of the rows.</param>
/// <param name="scores">The scores.</param>
/// <param name="threshold">The score above which a row is unusual; null if it is not known.</param>
/// <param name="contributions">The contributions of the columns; null for none.</param>
internal sealed class ScoreResult(RowIds ids, RowScores scores, double? threshold, ColumnContributions? contributions)
{
    /// <summary>The number of unusual rows; null without a threshold.</summary>
    internal int? Unusual => threshold is null ? null : Enumerable.Range(0, ids.Count).Count(row => IsUnusual(row) == true);

    /// <summary>Returns the rows as CSV.</summary>
    internal string Csv()
    {
        ResultTable table = new(ids);
        AddScores(table);
        (string Name, double Value)[][] largest = [.. Enumerable.Range(0, ids.Count).Select(row => contributions?.LargestOf(row) ?? [])];
        for (int i = 0; i < (contributions?.Shown ?? 0); i++)
        {
            int place = i;
            table.Add($"column{place + 1}", row => place < largest[row].Length ? largest[row][place].Name : null);
            table.Add($"contribution{place + 1}", row => place < largest[row].Length ? largest[row][place].Value : null);
        }

        return table.Csv();
    }

    /// <summary>Writes the members of a JSON object.</summary>
    internal void WriteJson(Utf8JsonWriter json, string? output, double? quantile)
    {
        if (output is not null)
            json.WriteString("output", output);
        json.WriteNumber("count", ids.Count);
        json.WriteFinite("threshold", threshold);
        json.WriteFinite("quantile", threshold is null ? null : quantile);
        json.WriteFinite("unusual", Unusual);
        ResultTable table = new(ids);
        AddScores(table);
        if (contributions is { } columns)
            table.Add("contributions", columns.LargestOf);
        table.WriteJson(json, "scores");
    }

    /// <summary>Writes a file in the format of its extension.</summary>
    internal void WriteFile(string path, double? quantile)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".npy":
                NumberFile.Write(path, Numbers(), "");
                break;
            case ".json":
                using (StringWriter text = new() { NewLine = "\n" })
                {
                    new JsonOutput(text).Write(json => WriteJson(json, null, quantile));
                    ResultFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(text.ToString())));
                }

                break;
            default:
                ResultFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(Csv())));
                break;
        }
    }

    private void AddScores(ResultTable table)
    {
        if (scores.FreeEnergies is { } energies)
            table.Add("freeEnergy", row => energies[row]);
        table.Add("reconstructionError", row => scores.ReconstructionErrors[row]);
        if (threshold is not null)
            table.Add("unusual", row => IsUnusual(row));
    }

    private bool? IsUnusual(int row) => threshold is { } limit ? scores.Scores[row] > limit : null;

    /// <summary>The free energy, if there is one, the reconstruction error, and the contributions of all columns, [rows, numbers].</summary>
    private Tensor Numbers()
    {
        double[][] columns = scores.FreeEnergies is { } energies ? [energies, scores.ReconstructionErrors] : [scores.ReconstructionErrors];
        Tensor numbers = Tensor.Zeros(ids.Count, columns.Length + (contributions?.Names.Count ?? 0));
        for (int row = 0; row < ids.Count; row++)
        {
            for (int i = 0; i < numbers.Columns; i++)
                numbers[row, i] = (float)(i < columns.Length ? columns[i][row] : contributions!.Values[row][i - columns.Length]);
        }

        return numbers;
    }
}
