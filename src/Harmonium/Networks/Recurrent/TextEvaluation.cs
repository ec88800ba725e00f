using Harmonium.Data.Text;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Recurrent;

/// <summary>How well a network foresees a text.</summary>
/// <param name="NatsPerCharacter">The mean of −ln p(next character | all before it).</param>
/// <param name="Characters">How many characters were foreseen.</param>
public sealed record TextEvaluation(double NatsPerCharacter, int Characters)
{
    private const int Window = 100;
    private const int MostPieces = 32;
    private const int LeastPiece = 2000;

    /// <summary>The same in bits.</summary>
    public double BitsPerCharacter => NatsPerCharacter / Math.Log(2);

    /// <summary>
    /// Reads a text from its beginning, in up to 32 pieces side by side of at least 2,000 characters, each from an empty state: what that costs at the
    /// beginning
    /// of a piece counts against the network.
    /// </summary>
    /// <exception cref="ArgumentException">The text has fewer than two characters, or another alphabet.</exception>
    public static TextEvaluation Of(RecurrentNetwork network, CharacterText text, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(text);
        if (text.Codes.Length < 2)
            throw new ArgumentException($"At least two characters are needed to foresee one; the text {text.Name} has {text.Codes.Length}.", nameof(text));
        if (!ReferenceEquals(text.Alphabet, network.Alphabet) && text.Alphabet.ToString() != network.Alphabet.ToString())
            throw new ArgumentException($"The text {text.Name} has another alphabet than the network. Read it with the network's.", nameof(text));
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
