using Harmonium.Data.Text;

namespace Harmonium.Networks.Recurrent;

/// <summary>A text cut into equally long pieces that are read side by side, some characters a step: truncated backpropagation through time.</summary>
public sealed class TextStreams
{
    private readonly int _length;

    /// <summary>The pieces of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="batch">How many pieces, at least 1.</param>
    /// <param name="window">How many characters of each a step reads, at least 1.</param>
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
                $"each need {((long)batch * window) + 1}. Take a smaller batch or window.", nameof(text));
    }

    /// <summary>The text.</summary>
    public CharacterText Text { get; }

    /// <summary>How many pieces are read side by side.</summary>
    public int Batch { get; }

    /// <summary>How many characters of each a step reads.</summary>
    public int Window { get; }

    /// <summary>How many steps read all pieces once.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The characters of a step, [window · batch], step after step, and those that come after each.</summary>
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
