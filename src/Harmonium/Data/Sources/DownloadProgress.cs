using Harmonium.Data.NamedSets;

namespace Harmonium.Data.Sources;

/// <summary>The progress of the download of a file.</summary>
/// <param name="File">The file, with its total length.</param>
/// <param name="Received">The number of bytes received.</param>
internal sealed record DownloadProgress(NamedSetFile File, long Received);
