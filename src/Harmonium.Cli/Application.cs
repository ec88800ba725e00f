using System.Diagnostics.CodeAnalysis;
using Harmonium.Cli.Commands;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Runs;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Cli;

/// <summary>The program: a command line in, an exit code out; every trouble becomes one message.</summary>
internal sealed class Application(Terminal terminal, ModelKinds? kinds = null)
{
    private const string Name = "harmonium";

    /// <summary>Runs with the console of this process; what must be quick does not touch the rest of the program.</summary>
    internal static int Run(string[] args)
    {
        if (args is not ["--version"])
            return new Application(Terminal.OfProcess()).RunOn(args);
        Console.Out.WriteLine(CommandLine.Version);
        return ExitCode.Done;
    }

    /// <summary>Runs a command line.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "No stack trace reaches a user who did not ask for one.")]
    internal int RunOn(IReadOnlyList<string> args)
    {
        bool verbose = args.Contains("--verbose");
        try
        {
            return Dispatch(args);
        }
        catch (UsageException exception)
        {
            return Refuse(exception.Message, exception.Hint);
        }
        catch (ConfigurationException exception)
        {
            return Refuse($"{SettingName.AsOption(exception.Setting)}: {exception.Message}", "Add --help to see all options.");
        }
        catch (DivergedException exception)
        {
            return Fail(exception.Message, ExitCode.Diverged);
        }
        catch (OperationCanceledException)
        {
            return Fail("Stopped.", ExitCode.Canceled);
        }
        catch (Exception exception) when (exception is DataFileException or UnfitDataException or ModelFileException or StorageException or IOException
            or UnauthorizedAccessException)
        {
            if (verbose)
                terminal.Error.WriteLine(exception);
            return Fail(exception.Message, ExitCode.Failed);
        }
        catch (Exception exception)
        {
            if (verbose)
                terminal.Error.WriteLine(exception);
            return Fail("Something went wrong that should not: " +
                $"{exception.Message}{(verbose ? "" : " Run again with --verbose to see where, and report it.")}", ExitCode.Failed);
        }
    }

    private int Dispatch(IReadOnlyList<string> args)
    {
        ModelKinds known = kinds ?? ModelKinds.BuiltIn;
        CommandLine line = new(new RootVerb(known), known);
        return line.Parse(args, terminal) is { } call ? call.Verb.Run(call) : ExitCode.Done;
    }

    private int Refuse(string message, string hint)
    {
        Fail(message, ExitCode.Usage);
        terminal.Error.WriteLine(hint);
        return ExitCode.Usage;
    }

    private int Fail(string message, int code)
    {
        string words = SettingName.InMessage(message);
        terminal.Error.WriteLine(words.StartsWith(Name, StringComparison.Ordinal) ? words : $"{Name}: {words}");
        return code;
    }
}
