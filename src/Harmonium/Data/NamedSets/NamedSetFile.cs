namespace Harmonium.Data.NamedSets;

/// <summary>One file of a named set.</summary>
/// <param name="Name">Its name in the folder of the set.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal digits.</param>
/// <param name="Origin">Where exactly this file is published; null where it is published in another form only.</param>
public sealed record NamedSetFile(string Name, long Length, string Sha256, Uri? Origin = null);
