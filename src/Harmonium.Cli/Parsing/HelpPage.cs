using System.CommandLine;
using Harmonium.Cli.Output;
using Harmonium.Cli.Terminals;

namespace Harmonium.Cli.Parsing;

/// <summary>The help of a command: description, examples, usage, and the options in groups.</summary>
internal sealed class HelpPage(Verb verb, string path, Command command, CommonOptions common, Terminal terminal)
{
    /// <summary>The groups that come first, in this order. All others follow in the order of their options.</summary>
    private static readonly List<string> _firstGroups = ["Data", "Model", "Network", "Training", "Optimizer", "Gradient"];

    private readonly WrappedText _text = new(terminal);

    /// <summary>Writes the help.</summary>
    internal void Write()
    {
        _text.Write($"{path}: {verb.Summary}");
        if (verb.Examples.Count > 0)
            Head("Examples");
        foreach ((string line, string meaning) in verb.Examples)
        {
            _text.Command(line, 2);
            _text.Write(meaning, 6);
        }

        Head("Usage");
        _text.Command($"{path}{(command.Subcommands.Count > 0 ? " <command>" : "")}{string.Concat(command.Arguments.Select(Usage))} [options]", 2);
        List("Commands", command.Subcommands.Select(child => (child.Name, child.Description ?? "")));
        List("Arguments", command.Arguments.Select(argument => ($"<{argument.Name}>", argument.Description ?? "")));
        foreach (IGrouping<string, Option> group in command.Options.GroupBy(option => verb.GroupOf(option) ?? "Options").OrderBy(Order))
            List(group.Key, group.Select(option => (Left(option), Right(option))));
        List("Settings for --stage", verb.StageSettings.Select(setting => (setting.Name, setting.Meaning)));
    }

    private static int Order(IGrouping<string, Option> group) =>
        _firstGroups.IndexOf(group.Key) is >= 0 and int place ? place : _firstGroups.Count;

    private static string Usage(Argument argument)
    {
        string name = argument.Arity.MaximumNumberOfValues > 1 ? $"<{argument.Name}>…" : $"<{argument.Name}>";
        return argument.Arity.MinimumNumberOfValues > 0 ? $" {name}" : $" [{name}]";
    }

    private static string Left(Option option) => option.HelpName is null ? option.Name : $"{option.Name} <{option.HelpName}>";

    private string Right(Option option) => option == common.Data && verb.DefaultData.Length > 0 ? $"{option.Description} [default: {verb.DefaultData}]"
        : option.Description ?? "";

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
        _text.List(all);
    }
}
