using Harmonium.Cli.Models;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Data.Text;
using Harmonium.Networks.Recurrent;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Evaluations;

/// <summary>The text that a model of text is evaluated on, and the result.</summary>
/// <param name="Split">The name of the split.</param>
/// <param name="Text">The text, in the alphabet of the model.</param>
/// <param name="Evaluation">The result.</param>
internal sealed record JudgedText(string Split, CharacterText Text, TextEvaluation Evaluation)
{
    /// <summary>Evaluates a model on the first split that exists: test, validation or training.</summary>
    /// <exception cref="DataFileException">The text has characters that the model does not know.</exception>
    internal static JudgedText Of(Call call, LoadedModel model, LanguageModel language, CancellationToken cancel)
    {
        TextSplits parts = model.Open(call).Text!;
        CharacterText judged = Coded(parts.Test ?? parts.Validation ?? parts.Train, language.Alphabet);
        string split = parts.Test is not null ? "test" : parts.Validation is not null ? "validation" : "train";
        return new JudgedText(split, judged, language.Evaluate(judged, cancel));
    }

    private static CharacterText Coded(CharacterText text, Alphabet alphabet)
    {
        try
        {
            return CharacterText.From(text.Name, text.Alphabet.Decode(text.Codes), alphabet);
        }
        catch (ArgumentException exception)
        {
            throw new DataFileException(text.Name, $"does not fit this network: {exception.Message.Split(" (Parameter", 2)[0]}");
        }
    }
}
