using Harmonium.Data;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Models;

namespace Harmonium;

/// <content>Missing values.</content>
public abstract partial class Model
{
    /// <summary>Fills in missing values, which are NaN, given the known values of their row.</summary>
    /// <param name="rows">The examples, [rows, columns]; NaN where a value is missing.</param>
    /// <param name="sweeps">The number of Gibbs sweeps, at least 2; the second half is averaged.</param>
    /// <param name="seed">The seed of the sampling.</param>
    /// <returns>[rows, columns] with the known values as given and the means of the missing ones.</returns>
    /// <exception cref="NotSupportedException">The kind cannot fill in values.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public float[,] Complete(Rows rows, int sweeps = 200, ulong seed = 1) => Completed(rows, 0, sweeps, seed, nameof(Complete)).Means;

    /// <summary>
    /// Fills in missing values, which are NaN, with their uncertainty: means, standard deviations, and draws from p(missing | known) for multiple imputation
    /// (Rubin 1987).
    /// </summary>
    /// <param name="rows">The examples, [rows, columns]; NaN where a value is missing.</param>
    /// <param name="draws">The number of draws, at least 0 and at most the second half of the sweeps.</param>
    /// <param name="sweeps">The number of Gibbs sweeps, at least 2; the second half is averaged.</param>
    /// <param name="seed">The seed of the sampling.</param>
    /// <exception cref="NotSupportedException">The kind cannot fill in values. For tables, use <see cref="TableRbm.Complete"/>.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public CompletedRows CompleteWithDraws(Rows rows, int draws = 5, int sweeps = 200, ulong seed = 1) =>
        Completed(rows, draws, sweeps, seed, nameof(CompleteWithDraws));

    private CompletedRows Completed(Rows rows, int draws, int sweeps, ulong seed, string method)
    {
        Completer completer = Need(Core.Completer, ModelParts.Completer, method);
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(draws);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(draws, sweeps - (sweeps / 2));
        Examples examples = Fitting(rows, mayMiss: true).Examples;
        Tensor given = examples.Rows([.. Enumerable.Range(0, examples.Count)]);
        CompletedRows completed = new(given.Rows, given.Columns, draws);
        RandomStream random = RandomStream.For(seed, Purpose.Sampling);
        // Rows with the same missing columns are sampled together.
        foreach (IGrouping<string, int> group in Enumerable.Range(0, given.Rows).GroupBy(row => MaskOf(given.Row(row))))
        {
            int[] members = [.. group];
            Tensor known = Tensor.From([.. group.Key.Select(mark => mark == '1' ? 1f : 0f)], Columns).To(Core.Device);
            Tensor some = examples.Rows(members).To(Core.Device);
            foreach (ref float x in some.AsSpan())
                x = float.IsNaN(x) ? 0 : x;
            CompletedUnits filled = group.Key.Contains('0') ? completer.Complete(some, known, sweeps, draws, random)
                : new CompletedUnits(some, Tensor.ZerosLike(some), [.. Enumerable.Repeat(some, draws)]);
            for (int i = 0; i < members.Length; i++)
            {
                CopyRow(filled.Means.Row(i), completed.Means, members[i]);
                CopyRow(filled.Deviations.Row(i), completed.StandardDeviations, members[i]);
                foreach ((Tensor from, float[,] into) in filled.Draws.Zip(completed.Draws))
                    CopyRow(from.Row(i), into, members[i]);
            }
        }

        return completed;
    }

    private static string MaskOf(ReadOnlySpan<float> row)
    {
        char[] mask = new char[row.Length];
        for (int i = 0; i < mask.Length; i++)
            mask[i] = float.IsNaN(row[i]) ? '0' : '1';
        return new string(mask);
    }
}
