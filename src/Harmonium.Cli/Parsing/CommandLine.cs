using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Runs;

namespace Harmonium.Cli.Parsing;

/// <summary>Parses command lines.</summary>
internal sealed class CommandLine
{
    /// <summary>The version of the program.</summary>
    internal static string Version => typeof(CommandLine).Assembly.GetName().Version!.ToString(3);

    private readonly CommonOptions _common = new();
    private readonly Dictionary<Command, (Verb Verb, string Path)> _verbs = [];
    private readonly Option<bool> _version = new("--version") { Description = "show the version" };
    private readonly RootCommand _root;
    private readonly ParserConfiguration _parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly ModelKinds _kinds;

    /// <summary>Creates the parser of a program.</summary>
    internal CommandLine(Verb program, ModelKinds kinds)
    {
        _kinds = kinds;
        _root = new RootCommand(program.Summary);
        _root.Options.Clear();
        _root.Options.Add(_version);
        Declare(program, _root, program.Name);
    }

    /// <summary>Parses a command line. Writes help, version or completions and returns null if they are requested.</summary>
    /// <exception cref="UsageException">The command line is not valid.</exception>
    internal Call? Parse(IReadOnlyList<string> args, Terminal terminal)
    {
        // In former versions, a table was an RBM with a schema.
        if (args is ["train", "rbm", ..] && args.Any(word => word == "--schema" || word.StartsWith("--schema=", StringComparison.Ordinal)))
            args = ["train", "table-rbm", .. args.Skip(2)];
        ParseResult parsed = CommandLineParser.Parse(_root, args, _parsing);
        if (parsed.Action is not null and not ParseErrorAction) // completions for a shell
        {
            parsed.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error });
            return null;
        }

        if (parsed.GetValue(_version))
        {
            terminal.Out.WriteLine(Version);
            return null;
        }

        Command command = parsed.CommandResult.Command;
        (Verb verb, string path) = _verbs[command];
        if (parsed.GetValue(_common.Help) || args.Count == 0)
        {
            new HelpPage(verb, path, command, _common, terminal).Write();
            return null;
        }

        Check(parsed, path);
        if (parsed.GetValue(_common.Config) is { } file)
        {
            // The options of the file come first, because the last value of a repeated --stage setting wins.
            int words = path.Count(letter => letter == ' ');
            parsed = CommandLineParser.Parse(_root,
                [.. args.Take(words), .. new ConfigFile(file).OptionsFor(command, parsed, _common.Config), .. args.Skip(words)], _parsing);
            Check(parsed, path);
        }

        return new Call(verb, path, parsed, _common, _kinds, terminal);
    }

    private void Declare(Verb verb, Command command, string path)
    {
        _verbs.Add(command, (verb, path));
        verb.Declare(command, _common);
        foreach (Verb member in verb.Members)
        {
            Command child = new(member.Name, member.Summary);
            command.Subcommands.Add(child);
            Declare(member, child, $"{path} {member.Name}");
        }

        if (verb.Members.Count == 0)
        {
            foreach (Option option in (Option[])[_common.Json, _common.Quiet, _common.Verbose, _common.Config])
                command.Options.Add(option);
        }

        command.Options.Add(_common.Help);
    }

    private static void Check(ParseResult parsed, string path)
    {
        string hint = $"See: {path} --help";
        Command command = parsed.CommandResult.Command;
        foreach (string word in parsed.UnmatchedTokens)
            throw Unknown(word, command, path, hint);
        foreach (ParseError error in parsed.Errors)
        {
            if (error.SymbolResult is CommandResult && command.Subcommands.Count > 0)
                continue; // the Family reports the possible subcommands
            throw error.SymbolResult switch
            {
                OptionResult { Tokens.Count: 0 } option => new UsageException($"{option.Option.Name} needs a value: <{option.Option.HelpName}>.", hint),
                OptionResult { Tokens.Count: > 1 } option =>
                    new UsageException($"{option.Option.Name} was given {option.Tokens.Count} times; expected once.", hint),
                ArgumentResult argument => new UsageException($"{path} needs <{argument.Argument.Name}>.", hint),
                CommandResult when command.Arguments.FirstOrDefault() is { } argument => new UsageException($"{path} needs <{argument.Name}>.", hint),
                _ => new UsageException(error.Message, hint),
            };
        }
    }

    private static UsageException Unknown(string word, Command command, string path, string hint)
    {
        bool isOption = word.StartsWith('-');
        IEnumerable<string> known = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(child => child.Name);
        string kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        string name = word.Split('=')[0];
        return new UsageException($"{path} has no {kind} “{name}”.{NameDistance.Hint(name, known)}", hint);
    }
}
