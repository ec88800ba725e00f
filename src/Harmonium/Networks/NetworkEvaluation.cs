using Harmonium.Data;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Networks;

/// <summary>The loss and the errors of a network on a data set.</summary>
/// <param name="Loss">The mean loss per example.</param>
/// <param name="Errors">The number of misclassified examples; null without labels.</param>
/// <param name="Count">The number of examples.</param>
public sealed record NetworkEvaluation(double Loss, int? Errors, int Count)
{
    private const int Block = 1000;

    /// <summary>The fraction of misclassified examples; NaN without labels.</summary>
    public double Error => Errors is { } errors ? (double)errors / Math.Max(1, Count) : double.NaN;

    /// <summary>Evaluates a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss; label smoothing is ignored.</param>
    /// <param name="data">The examples.</param>
    /// <param name="values">The target values of every example, [examples, outputs]; null to use the labels.</param>
    /// <param name="cancel">Cancels the evaluation.</param>
    public static NetworkEvaluation Of(FeedForwardNetwork network, NetworkLoss loss, Dataset data, Tensor? values = null, CancellationToken cancel = default) =>
        Of(network, loss, data, (start, inputs) => values?.RowRange(start, inputs.Rows), cancel);

    /// <summary>Evaluates how well a network reconstructs its inputs.</summary>
    /// <param name="network">The network, with as many outputs as inputs.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples, which are also the targets.</param>
    /// <param name="cancel">Cancels the evaluation.</param>
    /// <returns>The mean loss. Labels are ignored.</returns>
    public static NetworkEvaluation OfReconstruction(FeedForwardNetwork network, NetworkLoss loss, Dataset data, CancellationToken cancel = default) =>
        Of(network, loss, data, (_, inputs) => inputs, cancel) with { Errors = null };

    /// <summary>Predicts the class of every example, and evaluates the network in the same pass.</summary>
    internal static (int[] Predicted, double Loss) Predictions(FeedForwardNetwork network, NetworkLoss loss, Dataset data, CancellationToken cancel)
    {
        int[] predicted = new int[data.Count];
        return (predicted, Of(network, loss, data, (_, _) => null, cancel, predicted).Loss);
    }

    private static NetworkEvaluation Of(FeedForwardNetwork network, NetworkLoss loss, Dataset data, Func<int, Tensor, Tensor?> valuesOf,
        CancellationToken cancel, int[]? predicted = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (loss is CrossEntropyLoss smoothed)
            loss = smoothed with { Smoothing = 0 };
        double total = 0;
        int errors = 0;
        ForEachBlock(network, data, (start, inputs, output) =>
        {
            int rows = output.Value.Rows;
            int[]? labels = data.Labels?[start..(start + rows)];
            total += loss.Of(output, new NetworkTargets(labels, valuesOf(start, inputs))).Total;
            for (int row = 0; labels is not null && row < rows; row++)
            {
                int largest = LargestOf(output.Value.Row(row));
                errors += largest == labels[row] ? 0 : 1;
                if (predicted is not null)
                    predicted[start + row] = largest;
            }
        }, cancel);
        return new NetworkEvaluation(total / Math.Max(1, data.Count), data.Labels is null ? null : errors, data.Count);
    }

    /// <summary>Returns the answers to all examples, [examples, outputs].</summary>
    public static Tensor Answers(FeedForwardNetwork network, NetworkLoss loss, Dataset data, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(data);
        Tensor answers = Tensor.Zeros(network.Device, data.Count, network.Outputs);
        ForEachBlock(network, data, (start, _, output) => loss.Answer(output).Value.CopyTo(answers.RowRange(start, output.Value.Rows)), cancel);
        return answers;
    }

    /// <summary>Returns the index of the largest value, the first of equal ones.</summary>
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
