namespace Harmonium.Storage.Folders;

/// <summary>The outcome of looking for the latest checkpoint.</summary>
/// <param name="Latest">The newest that is whole; null when there is none.</param>
/// <param name="Damaged">One message for every newer one that had to be passed over, newest first.</param>
public sealed record CheckpointSearch(Checkpoint? Latest, IReadOnlyList<string> Damaged);
