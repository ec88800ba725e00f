using System.Diagnostics.CodeAnalysis;
using Harmonium.Cli.Commands;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Numerics.Errors;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Cli;

/// <summary>Runs command lines and returns exit codes. Every error becomes one message.</summary>
internal sealed class Application(Terminal terminal, ModelKinds? kinds = null)
{
    private const string Name = "harmonium";

    /// <summary>Runs a command line on the console of this process. <c>--version</c> is handled first, so that it starts fast.</summary>
    internal static int Run(string[] args)
    {
        if (args is not ["--version"])
            return new Application(Terminal.OfProcess()).RunOn(args);
        Console.Out.WriteLine(CommandLine.Version);
        return ExitCode.Done;
    }

    /// <summary>Runs a command line.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A user sees a stack trace only with --verbose.")]
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
            return Refuse(exception.Message, "Add --help to see all options.");
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
        catch (Exception exception) when (exception is OutOfMemoryException or TensorSizeException)
        {
            if (verbose)
                terminal.Error.WriteLine(exception);
            string cause = exception is InsufficientMemoryException or TensorSizeException ? $": {exception.Message.TrimEnd('.')}" : "";
            return Fail($"There is not enough memory{cause}; this computer has " +
                $"{MemoryLimit.Size(MemoryLimit.Available)}. Use a smaller model, a smaller batch, fewer chains or runs, or fewer examples.", ExitCode.Failed);
        }
        catch (Exception exception)
        {
            if (verbose)
                terminal.Error.WriteLine(exception);
            return Fail($"Internal error: {exception.Message}{(verbose ? "" : " Run again with --verbose for details, and report the error.")}",
                ExitCode.Failed);
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
