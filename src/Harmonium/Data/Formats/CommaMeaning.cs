namespace Harmonium.Data.Formats;

/// <summary>The meaning of commas inside the numbers of a file.</summary>
internal enum CommaMeaning
{
    /// <summary>There are none, or they can mean both, or the file uses both.</summary>
    Unknown,

    /// <summary>A decimal comma: 0,5 is one half.</summary>
    Decimal,

    /// <summary>Groups of three digits: 1,708.5 is one thousand seven hundred and eight and a half.</summary>
    Thousands,
}
