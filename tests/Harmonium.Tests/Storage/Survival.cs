namespace Harmonium.Tests.Storage;

/// <summary>The unflushed writes and names that a disk keeps after a power failure.</summary>
public enum Survival
{
    /// <summary>Neither names nor bytes.</summary>
    Nothing,

    /// <summary>Names without the bytes: the result of a rename before a flush.</summary>
    NamesOnly,

    /// <summary>Names, and the first half of the bytes.</summary>
    NamesAndHalfTheBytes,

    /// <summary>Everything: the program was only killed.</summary>
    Everything,
}
