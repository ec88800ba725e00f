using System.Text;

namespace Harmonium.Experiments.Reports.Formulas;

/// <summary>Reads the notation of <see cref="MathText"/> from left to right.</summary>
internal sealed class MathParser(string text)
{
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₊₋";
    private const string OfLowered = "0123456789aehijklmnoprstuvx+−";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵀⁿ⁺⁻";
    private const string OfRaised = "0123456789Tn+−";
    private const string Brackets = "([)]";

    // Names of two letters. Longer words are names, and other pairs of letters are products.
    private static readonly string[] _names = ["ln", "KL"];
    private int _at;

    /// <summary>Reads the whole text.</summary>
    internal MathNode Formula() => new MathRow(Until(text.Length));

    /// <summary>Reads the parts up to a place.</summary>
    private List<MathNode> Until(int end)
    {
        List<MathNode> parts = [];
        while (_at < end)
        {
            bool group = text[_at] == '{';
            MathNode? part = Scripted();
            if (part is null)
                continue;
            if (group && _at + 1 < end && text[_at] == '/' && text[_at + 1] == '{' && ClosingOf(_at + 1) > 0)
            {
                _at++;
                part = new MathFraction(part, Atom()!);
            }

            parts.Add(part);
        }

        return parts;
    }

    /// <summary>Reads a part with its subscripts and superscripts; null for a space.</summary>
    private MathNode? Scripted()
    {
        if (Atom() is not { } atom)
            return null;
        MathNode? sub = null, sup = null;
        while (_at < text.Length)
        {
            if (Script(ref sub, '_', Lowered, OfLowered) || Script(ref sup, '^', Raised, OfRaised))
                continue;
            if (text[_at] != '′')
                break;
            _at++;
            sup = Joined(sup, new MathLeaf("mo", "′"));
        }

        return sub is null && sup is null ? atom : new MathScripts(atom, sub, sup);
    }

    /// <summary>Reads one script after its mark, or a run of lowered or raised letters.</summary>
    private bool Script(ref MathNode? script, char mark, string letters, string meanings)
    {
        if (letters.Contains(text[_at], StringComparison.Ordinal))
        {
            StringBuilder run = new();
            while (_at < text.Length && letters.IndexOf(text[_at], StringComparison.Ordinal) is >= 0 and var index)
            {
                run.Append(meanings[index]);
                _at++;
            }

            script = Joined(script, new MathParser(run.ToString()).Formula());
            return true;
        }

        if (text[_at] != mark || _at + 1 == text.Length || !(text[_at + 1] == '{' || char.IsLetterOrDigit(text[_at + 1])))
            return false;
        _at++;
        script = Joined(script, text[_at] == '{' ? Atom()! : Run());
        return true;
    }

    /// <summary>Reads a run of letters and digits after a mark: "ij" are two indices, longer words are names.</summary>
    private MathNode Run()
    {
        int from = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || char.IsLetter(text[_at])) && !IsScript(text[_at]))
            _at++;
        MathNode run = new MathParser(text[from.._at]).Formula();
        if (_at == text.Length || text[_at] != '′')
            return run;
        _at++;
        return new MathScripts(run, null, new MathLeaf("mo", "′"));
    }

    /// <summary>Reads a symbol, number, word, operator, group or bracket; null for a single space.</summary>
    private MathNode? Atom()
    {
        char c = text[_at];
        if (char.IsWhiteSpace(c))
            return Space();
        if (c is '{' or '(' or '[' && ClosingOf(_at) is > 0)
            return Group(c);
        if (c == '"' && text.IndexOf('"', _at + 1) is > 0 and var end)
        {
            string words = text[(_at + 1)..end];
            _at = end + 1;
            return new MathLeaf("mtext", words);
        }

        if (char.IsLetter(c) && c != 'Δ' && !IsScript(c))
            return Letters();
        if (char.IsAsciiDigit(c))
            return Number();
        string sign = text.Substring(_at, char.IsSurrogatePair(text, _at) ? 2 : 1);
        _at += sign.Length;
        return new MathLeaf(c is '∞' or '∂' or 'Δ' or '½' or '¼' ? "mn" : "mo", sign);
    }

    private MathSpace? Space()
    {
        int from = _at;
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        return _at - from > 1 ? new MathSpace() : null;
    }

    private MathRow Group(char open)
    {
        int close = ClosingOf(_at);
        _at++;
        List<MathNode> inside = Until(close);
        _at = close + 1;
        return open == '{' ? new MathRow(inside) : new MathRow(inside, $"{open}", $"{text[close]}");
    }

    private MathLeaf Letters()
    {
        int end = _at;
        while (end < text.Length && char.IsLetter(text[end]) && !IsScript(text[end]))
            end++;
        string word = text[_at..end];
        bool isName = word.Length > 2 || _names.Contains(word);
        string read = isName ? word : word[..1];
        _at += read.Length;
        return read is "Σ" or "∏" ? new MathLeaf("mo", read) : new MathLeaf("mi", read);
    }

    private MathLeaf Number()
    {
        int from = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || (text[_at] is '.' or ',' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))))
            _at++;
        return new MathLeaf("mn", text[from.._at]);
    }

    /// <summary>Returns the place of the bracket that closes the one at a place, or −1. Brackets of both kinds must be nested.</summary>
    private int ClosingOf(int open)
    {
        if (text[open] == '{')
        {
            int depth = 0;
            for (int i = open; i < text.Length; i++)
            {
                depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
                if (depth == 0)
                    return i;
            }

            return -1;
        }

        Stack<char> opened = new();
        for (int i = open; i < text.Length; i++)
        {
            int kind = Brackets.IndexOf(text[i], StringComparison.Ordinal);
            if (kind is 0 or 1)
                opened.Push(text[i]);
            if (kind < 2)
                continue;
            if (opened.Pop() != (kind == 2 ? '(' : '['))
                return -1;
            if (opened.Count == 0)
                return i;
        }

        return -1;
    }

    private static bool IsScript(char c) => Lowered.Contains(c, StringComparison.Ordinal) || Raised.Contains(c, StringComparison.Ordinal);

    private static MathNode Joined(MathNode? first, MathNode second) => first is null ? second : new MathRow([first, second]);
}
