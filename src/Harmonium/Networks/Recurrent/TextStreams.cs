using Harmonium.Data.Text;

namespace Harmonium.Networks.Recurrent;

/// <summary>A text split into pieces of equal length that are read in parallel, several characters per step: truncated backpropagation through time.</summary>
internal sealed class TextStreams
{
    private readonly int _length;

    /// <summary>Splits a text into pieces.</summary>
    /// <param name="text">The text.</param>
    /// <param name="batch">The number of pieces, at least 1.</param>
    /// <param name="window">The number of characters of each piece per step, at least 1.</param>
    /// <exception cref="ArgumentException">The text is too short for one step.</exception>
    public TextStreams(CharacterText text, int batch, int window)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        (Text, Batch, Window) = (text, batch, window);
        _length = (text.Codes.Length - 1) / batch;
        StepsPerEpoch = _length / window;
        if (StepsPerEpoch < 1)
            throw new ArgumentException($"The text {text.Name} has {text.Codes.Length} characters; {batch} pieces of at least {window} and one more after " +
                $"each need {((long)batch * window) + 1}. Use a smaller batch or window.", nameof(text));
    }

    /// <summary>The text.</summary>
    public CharacterText Text { get; }

    /// <summary>The number of pieces read in parallel.</summary>
    public int Batch { get; }

    /// <summary>The number of characters of each piece per step.</summary>
    public int Window { get; }

    /// <summary>The number of steps per epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Returns the characters of a step, [window · batch], step by step, and the character after each.</summary>
    public (int[] Codes, int[] Next) Of(long step)
    {
        int start = (int)(step % StepsPerEpoch) * Window;
        int[] codes = new int[Window * Batch], next = new int[Window * Batch];
        for (int t = 0; t < Window; t++)
        {
            for (int piece = 0; piece < Batch; piece++)
            {
                int place = (piece * _length) + start + t;
                codes[(t * Batch) + piece] = Text.Codes[place];
                next[(t * Batch) + piece] = Text.Codes[place + 1];
            }
        }

        return (codes, next);
    }
}
