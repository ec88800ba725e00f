using Harmonium.Data.Text;
using Harmonium.Networks.Recurrent;

namespace Harmonium.Runs.Models;

/// <summary>Evaluates and generates text, one character at a time.</summary>
internal abstract class LanguageModel
{
    /// <summary>The alphabet of the model.</summary>
    public abstract Alphabet Alphabet { get; }

    /// <summary>Computes the likelihood of a text.</summary>
    /// <exception cref="ArgumentException">The text has a character that is not in the alphabet.</exception>
    public abstract TextEvaluation Evaluate(CharacterText text, CancellationToken cancel = default);

    /// <summary>Generates text that continues a prompt.</summary>
    /// <param name="prompt">The beginning of the text; may be empty.</param>
    /// <param name="length">The number of characters to generate.</param>
    /// <param name="temperature">The divisor of the log-probabilities, at least 0; 0 always chooses the most probable character.</param>
    /// <param name="seed">The seed of the random number generator.</param>
    /// <param name="cancel">Stops the generation.</param>
    /// <exception cref="ArgumentException">The prompt has a character that is not in the alphabet, or a number is out of its range.</exception>
    public abstract string Write(string prompt, int length, double temperature, ulong seed, CancellationToken cancel = default);
}
