namespace Harmonium.Experiments.Reports.Languages;

/// <summary>The language of a report.</summary>
internal enum Language
{
    /// <summary>English.</summary>
    English,

    /// <summary>Russian.</summary>
    Russian,
}
