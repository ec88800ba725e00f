using Harmonium.Data.Text;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Recurrent;

/// <summary>The accuracy of a network's predictions on a text.</summary>
/// <param name="NatsPerCharacter">The mean of −ln p(next character | all before it).</param>
/// <param name="Characters">The number of predicted characters.</param>
public sealed record TextEvaluation(double NatsPerCharacter, int Characters)
{
    private const int Window = 100;
    private const int MostPieces = 32;
    private const int LeastPiece = 2000;

    /// <summary>The same mean in bits.</summary>
    public double BitsPerCharacter => NatsPerCharacter / Math.Log(2);

    /// <summary>
    /// Evaluates a network on a whole text. The text is split into up to 32 pieces of at least 2,000 characters, each read from an empty state. The higher
    /// loss at the beginning of a piece is included in the result.
    /// </summary>
    /// <exception cref="ArgumentException">The text has fewer than two characters, or another alphabet.</exception>
    internal static TextEvaluation Of(RecurrentNetwork network, CharacterText text, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(text);
        if (text.Codes.Length < 2)
            throw new ArgumentException($"Predicting a character needs a text of at least two; the text {text.Name} has {text.Codes.Length}.", nameof(text));
        if (!ReferenceEquals(text.Alphabet, network.Alphabet) && text.Alphabet.ToString() != network.Alphabet.ToString())
            throw new ArgumentException($"The text {text.Name} does not use the alphabet of the network. Read it with that alphabet.", nameof(text));
        int pieces = Math.Clamp(text.Codes.Length / LeastPiece, 1, MostPieces);
        int length = (text.Codes.Length - 1) / pieces;
        Tape tape = new(network.Device);
        IReadOnlyList<Tensor> states = network.EmptyState(pieces);
        double total = 0;
        for (int start = 0; start < length; start += Window)
        {
            cancel.ThrowIfCancellationRequested();
            int steps = Math.Min(Window, length - start);
            int[] codes = new int[steps * pieces], next = new int[steps * pieces];
            for (int i = 0; i < codes.Length; i++)
            {
                int place = (i % pieces * length) + start + (i / pieces);
                (codes[i], next[i]) = (text.Codes[place], text.Codes[place + 1]);
            }

            tape.Reset();
            total += network.Read(tape, codes, states).SoftmaxCrossEntropy(next).Total;
        }

        return new TextEvaluation(total / ((double)length * pieces), length * pieces);
    }
}
