using Harmonium.Cli.Terminals;

namespace Harmonium.Cli.Output;

/// <summary>Writes text that is wrapped at word boundaries to the width of the terminal.</summary>
internal sealed class WrappedText(Terminal terminal)
{
    private const int WidestLeft = 36;
    private const int NarrowTerminal = 60;

    /// <summary>A space at which a line is not wrapped.</summary>
    private const char Unbroken = '\u00A0';


    /// <summary>Writes a paragraph.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indent">The indentation of all lines.</param>
    /// <param name="start">The beginning of the first line, in place of its indentation.</param>
    /// <param name="continuation">The end of every line except the last.</param>
    internal void Write(string text, int indent = 0, string? start = null, string continuation = "")
    {
        string line = start ?? new string(' ', indent);
        bool empty = true;
        string[] words = text.Replace("[default: ", $"[default:{Unbroken}").Split(' ');
        foreach (string word in words.SelectMany(word => indent + word.Length + continuation.Length > terminal.Width ? word.Split(Unbroken) : [word]))
        {
            if (!empty && line.Length + 1 + word.Length + continuation.Length > terminal.Width)
            {
                WriteLine(line + continuation);
                line = new string(' ', indent);
                empty = true;
            }

            line += empty ? word : $" {word}";
            empty = false;
        }

        WriteLine(line);
    }

    /// <summary>
    /// Writes a command line. It is wrapped only before options and arguments, and wrapped lines end with a backslash, so that the command can be
    /// copied to a shell.
    /// </summary>
    internal void Command(string line, int indent)
    {
        string text = "";
        bool afterOption = false;
        foreach (string word in line.Split(' '))
        {
            bool isOption = word.StartsWith("--", StringComparison.Ordinal);
            text += text.Length == 0 ? word : $"{(afterOption && !isOption ? Unbroken : ' ')}{word}";
            afterOption = isOption;
        }

        Write(text, indent + 2, new string(' ', indent), " \\");
    }

    /// <summary>Writes entries in two columns. On a narrow terminal, or if the left text is too long, the right text goes below the left text.</summary>
    /// <param name="entries">The texts of the left and right columns.</param>
    /// <param name="margin">The indentation of the left column.</param>
    internal void List(IEnumerable<(string Left, string Right)> entries, int margin = 2)
    {
        (string Left, string Right)[] all = [.. entries];
        bool narrow = terminal.Width < NarrowTerminal;
        int column = narrow ? margin + 4 : Math.Min(WidestLeft, all.Max(entry => entry.Left.Length) + margin + 2);
        foreach ((string left, string right) in all)
        {
            string start = new string(' ', margin) + left;
            bool fits = !narrow && start.Length + 2 <= column;
            if (!fits)
                WriteLine(start);
            Write(right, column, fits ? start.PadRight(column) : null);
        }
    }

    private void WriteLine(string line) => terminal.Out.WriteLine(line.Replace(Unbroken, ' '));
}
