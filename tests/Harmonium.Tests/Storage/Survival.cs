namespace Harmonium.Tests.Storage;

/// <summary>What a disk may keep of the writes and names that were not flushed when the power went.</summary>
public enum Survival
{
    /// <summary>Neither names nor bytes.</summary>
    Nothing,

    /// <summary>Names without the bytes: what a rename before a flush comes to.</summary>
    NamesOnly,

    /// <summary>Names, and the first half of the bytes.</summary>
    NamesAndHalfTheBytes,

    /// <summary>All: the program was merely killed.</summary>
    Everything,
}
