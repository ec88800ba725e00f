using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage.Folders;

/// <summary>The state of a run at a step.</summary>
/// <param name="Step">The number of completed steps.</param>
/// <param name="State">The tensors and strings of the training.</param>
internal sealed record Checkpoint(long Step, TensorFile State)
{
    /// <summary>The SHA-256 of the rows of <c>metrics.csv</c> up to the step; set by <see cref="RunFolder"/>. Null in checkpoints of older versions.</summary>
    public string? MetricsSha256 { get; init; }
}
