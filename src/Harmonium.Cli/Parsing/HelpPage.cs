using System.CommandLine;
using Harmonium.Cli.Terminals;

namespace Harmonium.Cli.Parsing;

/// <summary>The help of a verb: examples first.</summary>
internal sealed class HelpPage(Verb verb, string path, Command command, CommonOptions common, Terminal terminal)
{
    private const int WidestLeft = 34;
    private const int NarrowTerminal = 60;

    /// <summary>Writes it.</summary>
    internal void Write()
    {
        WriteWrapped($"{path}: {verb.Summary}", 0);
        if (verb.Examples.Count > 0)
            Head("Examples");
        foreach ((string line, string meaning) in verb.Examples)
        {
            terminal.Out.WriteLine($"  {line}");
            WriteWrapped(meaning, 6);
        }

        Head("Usage");
        terminal.Out.WriteLine($"  {path}{(command.Subcommands.Count > 0 ? " <command>" : "")}{string.Concat(command.Arguments.Select(Usage))} [options]");
        List("Commands", command.Subcommands.Select(child => (child.Name, child.Description ?? "")));
        List("Arguments", command.Arguments.Select(argument => ($"<{argument.Name}>", argument.Description ?? "")));
        foreach (IGrouping<string, Option> group in command.Options.GroupBy(option => verb.GroupOf(option) ?? "Options"))
            List(group.Key, group.Select(option => (Left(option), Right(option))));
        List("Settings of stages", verb.StageSettings.Select(setting => (setting.Name, setting.Meaning)));
    }

    private static string Usage(Argument argument) => argument.Arity.MaximumNumberOfValues > 1 ? $" <{argument.Name}>…" : $" <{argument.Name}>";

    private static string Left(Option option) => option.HelpName is null ? option.Name : $"{option.Name} <{option.HelpName}>";

    private string Right(Option option) => option == common.Data ? $"{option.Description} [{verb.UsualData}]" : option.Description ?? "";

    private void Head(string title)
    {
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(title);
    }

    private void List(string title, IEnumerable<(string Left, string Right)> entries)
    {
        (string Left, string Right)[] all = [.. entries];
        if (all.Length == 0)
            return;
        Head(title);
        bool narrow = terminal.Width < NarrowTerminal;
        int column = narrow ? 6 : Math.Min(WidestLeft, all.Max(entry => entry.Left.Length) + 4);
        foreach ((string left, string right) in all)
        {
            bool beside = !narrow && left.Length + 3 < column;
            if (!beside)
                terminal.Out.WriteLine($"  {left}");
            WriteWrapped(right, column, beside ? $"  {left}".PadRight(column) : null);
        }
    }

    private void WriteWrapped(string text, int indent, string? start = null)
    {
        string line = start ?? new string(' ', indent);
        bool empty = true;
        foreach (string word in text.Split(' '))
        {
            if (!empty && line.Length + 1 + word.Length > terminal.Width)
            {
                terminal.Out.WriteLine(line);
                line = new string(' ', indent);
                empty = true;
            }

            line += empty ? word : $" {word}";
            empty = false;
        }

        terminal.Out.WriteLine(line);
    }
}
