using Harmonium.Data.Text;
using Harmonium.Networks.Recurrent;

namespace Harmonium.Runs.Models;

/// <summary>Reads and writes texts, a character at a time.</summary>
public abstract class LanguageModel
{
    /// <summary>The characters that the model knows.</summary>
    public abstract Alphabet Alphabet { get; }

    /// <summary>How likely the model finds a text.</summary>
    /// <exception cref="ArgumentException">The text has a character that the model does not know.</exception>
    public abstract TextEvaluation Evaluate(CharacterText text, CancellationToken cancel = default);

    /// <summary>Writes on from a prompt.</summary>
    /// <param name="prompt">What the text begins with; may be empty.</param>
    /// <param name="length">How many characters to write.</param>
    /// <param name="temperature">What log-probabilities are divided by, at least 0; 0 takes the likeliest character.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="cancel">Asks to stop.</param>
    /// <exception cref="ArgumentException">The prompt has a character that the model does not know, or a number is out of its range.</exception>
    public abstract string Write(string prompt, int length, double temperature, ulong seed, CancellationToken cancel = default);
}
