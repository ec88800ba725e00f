using Harmonium.Runs.Models;
using Harmonium.Storage.Metrics;

namespace Harmonium.Experiments.Definitions;

/// <summary>The result of a training in an experiment.</summary>
/// <param name="Model">The trained model.</param>
/// <param name="Elapsed">The training time, summed over all resumed parts.</param>
/// <param name="Epochs">The metrics after each epoch.</param>
/// <param name="Folder">The run folder; null for a training in memory.</param>
internal sealed record Trained<T>(T Model, TimeSpan Elapsed, IReadOnlyList<MetricsRow> Epochs, string? Folder)
    where T : TrainedModel
{
    /// <summary>Returns the values of a metric, one per epoch in which it was computed.</summary>
    internal double[] Curve(string metric) => [.. Epochs.Where(epoch => epoch.Values.ContainsKey(metric)).Select(epoch => epoch.Values[metric])];
}
