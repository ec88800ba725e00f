using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage.Folders;

/// <summary>The state of a run at a step.</summary>
/// <param name="Step">The steps done.</param>
/// <param name="State">The tensors and strings that the trainer handed over.</param>
public sealed record Checkpoint(long Step, TensorFile State);
