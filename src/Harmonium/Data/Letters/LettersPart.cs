namespace Harmonium.Data.Letters;

/// <summary>A part of the letters. A typeface, with everything drawn after it, is in one part only.</summary>
public enum LettersPart
{
    /// <summary>What is learned from: about 70 % of the typefaces.</summary>
    Train,

    /// <summary>What decides when to stop: about 10 %.</summary>
    Validation,

    /// <summary>What is judged on: about 20 %.</summary>
    Test,
}
