namespace Harmonium.Data.NamedSets;

/// <summary>One file of a named data set.</summary>
/// <param name="Name">The file name in the folder of the data set.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="Sha256">The SHA-256 in lowercase hexadecimal digits.</param>
/// <param name="Origin">The address of this file; null if it is published only in another form.</param>
internal sealed record NamedSetFile(string Name, long Length, string Sha256, Uri? Origin = null);
