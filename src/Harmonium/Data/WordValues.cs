namespace Harmonium.Data;

/// <summary>The values of words in a document.</summary>
public enum WordValues
{
    /// <summary>1 if the word occurs, 0 otherwise.</summary>
    Presence,

    /// <summary>The number of occurrences of the word.</summary>
    Counts,
}
