using Harmonium.Data.NamedSets;

namespace Harmonium.Data.Sources;

/// <summary>How far the download of a file is.</summary>
/// <param name="File">The file; its length is known beforehand.</param>
/// <param name="Received">The bytes that arrived.</param>
public sealed record DownloadProgress(NamedSetFile File, long Received);
