using Harmonium.Data;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Networks;

/// <summary>How good a network's answers are on a data set.</summary>
/// <param name="Loss">The mean loss of an example.</param>
/// <param name="Errors">How many examples have another label than the largest answer; null without labels.</param>
/// <param name="Count">How many examples there are.</param>
public sealed record NetworkEvaluation(double Loss, int? Errors, int Count)
{
    private const int Block = 1000;

    /// <summary>The share of wrong answers; NaN without labels.</summary>
    public double Error => Errors is { } errors ? (double)errors / Math.Max(1, Count) : double.NaN;

    /// <summary>Evaluates a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss; label smoothing is left out.</param>
    /// <param name="data">The examples.</param>
    /// <param name="values">Target numbers of every example, [examples, outputs]; null for the labels.</param>
    /// <param name="cancel">Asks to stop.</param>
    public static NetworkEvaluation Of(FeedForwardNetwork network, NetworkLoss loss, Dataset data, Tensor? values = null, CancellationToken cancel = default) =>
        Of(network, loss, data, (start, inputs) => values?.RowRange(start, inputs.Rows), cancel);

    /// <summary>Evaluates a network by how well it gives back what it is shown.</summary>
    /// <param name="network">The network, with as many outputs as inputs.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples, which are the targets as well.</param>
    /// <param name="cancel">Asks to stop.</param>
    /// <returns>The mean loss; labels, where there are any, have no part in it.</returns>
    public static NetworkEvaluation OfReconstruction(FeedForwardNetwork network, NetworkLoss loss, Dataset data, CancellationToken cancel = default) =>
        Of(network, loss, data, (_, inputs) => inputs, cancel) with { Errors = null };

    private static NetworkEvaluation Of(
        FeedForwardNetwork network, NetworkLoss loss, Dataset data, Func<int, Tensor, Tensor?> valuesOf, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (loss is CrossEntropyLoss)
            loss = new CrossEntropyLoss();
        double total = 0;
        int errors = 0;
        ForEachBlock(network, data, (start, inputs, output) =>
        {
            int rows = output.Value.Rows;
            int[]? labels = data.Labels?[start..(start + rows)];
            total += loss.Of(output, new NetworkTargets(labels, valuesOf(start, inputs))).Total;
            for (int row = 0; labels is not null && row < rows; row++)
                errors += LargestOf(output.Value.Row(row)) == labels[row] ? 0 : 1;
        }, cancel);
        return new NetworkEvaluation(total / Math.Max(1, data.Count), data.Labels is null ? null : errors, data.Count);
    }

    /// <summary>The answers to all examples, [examples, outputs].</summary>
    public static Tensor Answers(FeedForwardNetwork network, NetworkLoss loss, Dataset data, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(data);
        Tensor answers = Tensor.Zeros(network.Device, data.Count, network.Outputs);
        ForEachBlock(network, data, (start, _, output) => loss.Answer(output).Value.CopyTo(answers.RowRange(start, output.Value.Rows)), cancel);
        return answers;
    }

    /// <summary>The place of the largest number, the first of equal ones.</summary>
    internal static int LargestOf(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best])
                best = i;
        }

        return best;
    }

    private static void ForEachBlock(FeedForwardNetwork network, Dataset data, Action<int, Tensor, Node> see, CancellationToken cancel)
    {
        Tape tape = new(network.Device);
        for (int start = 0; start < data.Count; start += Block)
        {
            cancel.ThrowIfCancellationRequested();
            int[] rows = [.. Enumerable.Range(start, Math.Min(Block, data.Count - start))];
            tape.Reset();
            Tensor inputs = data.Examples.Rows(rows).To(network.Device);
            see(start, inputs, network.Output(tape, inputs));
        }
    }
}
