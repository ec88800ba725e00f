namespace Harmonium.Storage.Folders;

/// <summary>The result of searching for the latest checkpoint.</summary>
/// <param name="Latest">The newest intact checkpoint; null if there is none.</param>
/// <param name="Damaged">One message per newer checkpoint that is damaged, newest first.</param>
internal sealed record CheckpointSearch(Checkpoint? Latest, IReadOnlyList<string> Damaged);
