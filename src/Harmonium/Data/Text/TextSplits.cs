namespace Harmonium.Data.Text;

/// <summary>The splits of a text, with a common alphabet.</summary>
/// <param name="Train">The training split.</param>
/// <param name="Validation">The validation split; null for none.</param>
/// <param name="Test">The test split; null for none.</param>
internal sealed record TextSplits(CharacterText Train, CharacterText? Validation, CharacterText? Test);
