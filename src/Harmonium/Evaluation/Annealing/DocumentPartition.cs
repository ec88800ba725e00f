using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Evaluation.Annealing;

/// <summary>
/// log Z for documents. log Z of a machine of documents depends on their length, so the mean log-likelihood needs the mean of log Z over the lengths.
/// log Z is computed once for each length in the data.
/// </summary>
internal static class DocumentPartition
{
    /// <summary>Returns the mean of log Z over the lengths of the documents. Its interval is the mean of the intervals.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="documents">The documents: the data of the machine's replicated softmax layer.</param>
    /// <param name="estimate">Computes log Z of the machine for documents of one length.</param>
    /// <param name="progress">Receives the fraction of the work that is done, 0 to 1.</param>
    internal static LogPartitionEstimate MeanOver(
        BoltzmannMachine machine, VisibleData documents, Func<BoltzmannMachine, IProgress<double>?, LogPartitionEstimate> estimate, IProgress<double>? progress)
    {
        SortedDictionary<int, int> counts = [];
        Tensor ones = Tensor.Filled(1, documents.Columns);
        foreach (States block in documents.Blocks(Device.Default))
        {
            foreach (double total in block.Dot(ones))
                counts[Math.Max(1, (int)Math.Round(total))] = counts.GetValueOrDefault(Math.Max(1, (int)Math.Round(total))) + 1;
        }

        List<(LogPartitionEstimate Estimate, double Share)> found = [];
        foreach ((int length, int count) in counts)
            found.Add((estimate(machine.WithLength(length), Part(progress, found.Count, counts.Count)), (double)count / documents.Count));
        LogPartitionEstimate first = found[0].Estimate;
        return first with
        {
            Exact = Mean(found, e => e.Exact),
            Ais = MeanInterval(found, e => e.Ais),
            ReverseAis = MeanInterval(found, e => e.ReverseAis),
            OtherReverseAis = MeanInterval(found, e => e.OtherReverseAis),
            Bennett = Mean(found, e => e.Bennett),
            Doubt = found.Select(pair => pair.Estimate.Doubt).FirstOrDefault(doubt => doubt is not null),
            EffectiveSampleSize = found.Min(pair => pair.Estimate.EffectiveSampleSize),
            Low = Mean(found, e => e.Low)!.Value,
            High = Mean(found, e => e.High)!.Value,
            Converged = found.All(pair => pair.Estimate.Converged),
        };
    }

    private static double? Mean(List<(LogPartitionEstimate Estimate, double Share)> found, Func<LogPartitionEstimate, double?> value) =>
        found.Any(pair => value(pair.Estimate) is null) ? null : found.Sum(pair => pair.Share * value(pair.Estimate)!.Value);

    private static LogPartitionInterval? MeanInterval(List<(LogPartitionEstimate Estimate, double Share)> found,
        Func<LogPartitionEstimate, LogPartitionInterval?> interval) =>
        found.Any(pair => interval(pair.Estimate) is null) ? null : new LogPartitionInterval(
            found.Sum(pair => pair.Share * interval(pair.Estimate)!.Mean),
            found.Sum(pair => pair.Share * interval(pair.Estimate)!.Low),
            found.Sum(pair => pair.Share * interval(pair.Estimate)!.High));

    private static PartOfProgress? Part(IProgress<double>? whole, int index, int count) =>
        whole is null ? null : new PartOfProgress(whole, (double)index / count, 1.0 / count);

    private sealed class PartOfProgress(IProgress<double> whole, double start, double share) : IProgress<double>
    {
        public void Report(double value) => whole.Report(start + (share * value));
    }
}
