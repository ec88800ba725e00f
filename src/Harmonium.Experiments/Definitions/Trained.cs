using Harmonium.Runs.Models;
using Harmonium.Storage.Metrics;

namespace Harmonium.Experiments.Definitions;

/// <summary>What an experiment trained.</summary>
/// <param name="Model">The model.</param>
/// <param name="Elapsed">The time spent training, over all sittings.</param>
/// <param name="Epochs">What was measured after each epoch.</param>
/// <param name="Folder">The run folder; null for a training in memory.</param>
internal sealed record Trained<T>(T Model, TimeSpan Elapsed, IReadOnlyList<MetricsRow> Epochs, string? Folder)
    where T : TrainedModel
{
    /// <summary>The values of a metric, one for each epoch after which it was measured.</summary>
    internal double[] Curve(string metric) => [.. Epochs.Where(epoch => epoch.Values.ContainsKey(metric)).Select(epoch => epoch.Values[metric])];
}
