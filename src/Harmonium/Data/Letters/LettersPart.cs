namespace Harmonium.Data.Letters;

/// <summary>A split of the letters. A typeface and all typefaces derived from it belong to one split only.</summary>
internal enum LettersPart
{
    /// <summary>The training split: about 70 % of the typefaces.</summary>
    Train,

    /// <summary>The validation split: about 10 %.</summary>
    Validation,

    /// <summary>The test split: about 20 %.</summary>
    Test,
}
