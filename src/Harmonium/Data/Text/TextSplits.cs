namespace Harmonium.Data.Text;

/// <summary>A text cut into parts with one alphabet.</summary>
/// <param name="Train">What is learned from.</param>
/// <param name="Validation">What is held out; null for nothing.</param>
/// <param name="Test">What is judged by, where the text comes with such a part.</param>
public sealed record TextSplits(CharacterText Train, CharacterText? Validation, CharacterText? Test);
