using System.CommandLine;
using Harmonium.Cli.Output;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Data.Images;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;
using Harmonium.Data.Tables;
using Harmonium.Figures;
using Harmonium.Imaging;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Parsing;

/// <summary>A parsed command line: the command, the values of its options, and the terminal.</summary>
/// <param name="Verb">The command.</param>
/// <param name="Path">The words of the command, such as "harmonium train rbm".</param>
/// <param name="Parsed">The values of options and arguments.</param>
/// <param name="Common">The options that many commands share.</param>
/// <param name="Kinds">The model kinds.</param>
/// <param name="Terminal">The terminal.</param>
internal sealed record Call(Verb Verb, string Path, ParseResult Parsed, CommonOptions Common, ModelKinds Kinds, Terminal Terminal)
{
    private const int MostThreads = 1024;

    /// <summary>True to write results as JSON.</summary>
    internal bool Json => Parsed.GetValue(Common.Json);

    /// <summary>True to write no progress messages.</summary>
    internal bool Quiet => Parsed.GetValue(Common.Quiet);

    /// <summary>True to write more details.</summary>
    internal bool Verbose => Parsed.GetValue(Common.Verbose);

    /// <summary>The name or path of the data.</summary>
    internal string Data => Parsed.GetValue(Common.Data) ?? NamedSet.Default;

    /// <summary>The output path; null if it is not given.</summary>
    internal string? Output => Parsed.GetValue(Common.Output);

    /// <summary>The format of the figures of a run; null for no figures.</summary>
    internal FigureFormat? FigureFormat => Parsed.GetValue(Common.NoFigures) ? null
        : Text(Common.FigureFormat) is { } word ? Values.Choice<FigureFormat>(Common.FigureFormat.Name, word) : Figures.FigureFormat.Png;

    /// <summary>The seed.</summary>
    internal ulong Seed => Parsed.GetValue(Common.Seed) is { } text ? Values.Seed(Common.Seed.Name, text) : 1;

    /// <summary>The JSON writer on standard output.</summary>
    internal JsonOutput JsonOutput => new(Terminal.Out);

    /// <summary>The folders of named data sets, and the image decoder.</summary>
    internal DataLocations Locations
    {
        get
        {
            string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return DataLocations.From(Terminal.Variable, local) with { Images = Images };
        }
    }

    /// <summary>The image decoder.</summary>
    internal static ImageDecoder Images => SkiaImageDecoder.Default;

    /// <summary>Returns this command with other arguments and with those of the options that were given, for a shell.</summary>
    internal string Command(IEnumerable<string> arguments, params IReadOnlyList<Option<string?>> options) => string.Join(' ',
        [Path, .. arguments, .. options.Where(option => Text(option) is not null).Select(option => $"{option.Name} {ShellWord.Of(Text(option)!)}")]);

    /// <summary>Returns the value of an option, or null if it is not given.</summary>
    internal string? Text(Option<string?> option) => Parsed.GetValue(option);

    /// <summary>Returns the whole number of an option, or a default.</summary>
    internal int Whole(Option<string?> option, int defaultValue, int least)
    {
        if (Parsed.GetValue(option) is not { } text)
            return defaultValue;
        int value = Values.Whole(option.Name, text);
        return value >= least ? value : throw new UsageException($"{option.Name} is {value}; expected at least {least}.", $"See: {Path} --help");
    }

    /// <summary>Returns the CPU device with the requested number of threads.</summary>
    internal Device Device() => Parsed.GetValue(Common.Threads) is null
        ? Numerics.Device.Default
        : new CpuDevice(Threads);

    /// <summary>The number of threads; the number of cores by default.</summary>
    internal int Threads
    {
        get
        {
            int threads = Whole(Common.Threads, Environment.ProcessorCount, 1);
            return threads <= MostThreads ? threads
                : throw new UsageException($"{Common.Threads.Name} is {threads}; expected at most {MostThreads}.",
                "More threads than cores do not increase the speed.");
        }
    }

    /// <summary>Writes a message, unless <c>--quiet</c> is given.</summary>
    internal void Say(string message)
    {
        if (!Quiet)
            Terminal.Error.WriteLine(message);
    }

    /// <summary>Opens data.</summary>
    /// <exception cref="DataFileException">The data do not exist or cannot be used.</exception>
    internal DataSplits Open(string data, DataOptions options) => DataSource.Open(data, Locations, DataLimits.Default, options);

    /// <summary>Opens data and writes the messages about how they were read.</summary>
    /// <exception cref="DataFileException">The data do not exist or cannot be used.</exception>
    internal DataSplits OpenAndTell(string data, DataOptions options)
    {
        DataSplits parts = Open(data, options);
        foreach (string notice in parts.Train.Notices)
            Say(notice);
        return parts;
    }

    /// <summary>Opens training data and writes the messages about how they were read.</summary>
    /// <param name="settings">The settings of the training.</param>
    /// <param name="data">The name or path of the data.</param>
    /// <param name="schema">The table schema of a resumed run; null for a new run.</param>
    /// <exception cref="DataFileException">The data do not exist or cannot be used.</exception>
    internal TrainingData OpenAndTell(KindSettings settings, string data, TableSchema? schema = null)
    {
        TrainingData opened = settings.Input.Open(new DataRequest(data, Locations, settings.Seed) { Schema = schema });
        foreach (string notice in opened.Notices)
            Say(notice);
        return opened;
    }
}
