using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Networks.Recurrent;

/// <summary>Generates text with a network: it reads a prompt and then its own output, character by character.</summary>
internal static class TextGenerator
{
    /// <summary>Generates a text.</summary>
    /// <param name="network">The network.</param>
    /// <param name="prompt">The beginning of the text. If empty, generation starts after a line end, or after the first character of the alphabet.</param>
    /// <param name="length">The number of characters generated after the prompt, at least 0.</param>
    /// <param name="temperature">The divisor of the logits, at least 0. Below 1, likely characters become more likely; at 0, the most likely character is
    /// chosen.</param>
    /// <param name="seed">The seed of the sampling.</param>
    /// <param name="cancel">Cancels the generation.</param>
    /// <returns>The prompt and the generated text.</returns>
    /// <exception cref="ArgumentException">The prompt has a character that the network does not support, or an argument is out of range.</exception>
    public static string Write(RecurrentNetwork network, string prompt, int length, double temperature, ulong seed, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (!(temperature >= 0) || double.IsInfinity(temperature))
            throw new ArgumentException($"The temperature must be a finite number of at least 0; it is {temperature}.", nameof(temperature));
        int[] start = network.Alphabet.Encode(prompt);
        List<int> written = [.. start];
        if (start.Length == 0)
            start = [Math.Max(0, network.Alphabet.ToString().IndexOf('\n', StringComparison.Ordinal))];
        Tape tape = new(network.Device);
        IReadOnlyList<Tensor> states = network.EmptyState(1);
        for (int i = 0; i < length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            tape.Reset();
            Tensor sums = network.Read(tape, i == 0 ? start : [written[^1]], states).Value;
            written.Add(Draw(sums.Row(sums.Rows - 1), temperature, RandomStream.For(seed, Purpose.Sampling, i).Uniform(0)));
        }

        return network.Alphabet.Decode([.. written]);
    }

    private static int Draw(ReadOnlySpan<float> sums, double temperature, double uniform)
    {
        int likeliest = NetworkEvaluation.LargestOf(sums);
        if (temperature == 0)
            return likeliest;
        double total = 0;
        foreach (float sum in sums)
            total += Math.Exp((sum - sums[likeliest]) / temperature);
        double left = uniform * total;
        for (int i = 0; i < sums.Length; i++)
        {
            left -= Math.Exp((sums[i] - sums[likeliest]) / temperature);
            if (left < 0)
                return i;
        }

        return likeliest;
    }
}
