namespace Harmonium.Data;

/// <summary>What the number of a word in a document is.</summary>
public enum WordValues
{
    /// <summary>1 where the word occurs, else 0.</summary>
    Presence,

    /// <summary>How often the word occurs.</summary>
    Counts,
}
