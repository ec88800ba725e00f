using System.CommandLine;
using Harmonium.Cli.Output;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Data.Formats;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;
using Harmonium.Data.Tables;
using Harmonium.Imaging;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Parsing;

/// <summary>A command line that was understood: the verb, the values of its options, and the terminal.</summary>
/// <param name="Verb">What is to be done.</param>
/// <param name="Path">The words that name it, such as "harmonium train rbm".</param>
/// <param name="Parsed">The values.</param>
/// <param name="Common">The options that many verbs share.</param>
/// <param name="Kinds">The kinds of models that are known.</param>
/// <param name="Terminal">Where words go.</param>
internal sealed record Call(Verb Verb, string Path, ParseResult Parsed, CommonOptions Common, ModelKinds Kinds, Terminal Terminal)
{
    private const int MostThreads = 1024;

    /// <summary>Whether results are written as JSON.</summary>
    internal bool Json => Parsed.GetValue(Common.Json);

    /// <summary>Whether progress is kept quiet.</summary>
    internal bool Quiet => Parsed.GetValue(Common.Quiet);

    /// <summary>Whether more is told.</summary>
    internal bool Verbose => Parsed.GetValue(Common.Verbose);

    /// <summary>The name or path of the data.</summary>
    internal string Data => Parsed.GetValue(Common.Data) ?? NamedSet.Default;

    /// <summary>Where the result is to go; null when the user did not say.</summary>
    internal string? Output => Parsed.GetValue(Common.Output);

    /// <summary>The seed.</summary>
    internal ulong Seed => Parsed.GetValue(Common.Seed) is { } text ? Values.Seed(Common.Seed.Name, text) : 1;

    /// <summary>Writes JSON to the standard output.</summary>
    internal JsonOutput JsonOutput => new(Terminal.Out);

    /// <summary>Where named data sets are, and what decodes images.</summary>
    internal DataLocations Locations
    {
        get
        {
            string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return DataLocations.From(Terminal.Variable, local) with { Images = Images };
        }
    }

    /// <summary>What decodes images.</summary>
    internal static ImageDecoder Images => SkiaImageDecoder.Default;

    /// <summary>The value of a text option, or null.</summary>
    internal string? Text(Option<string?> option) => Parsed.GetValue(option);

    /// <summary>The whole number of an option, or what is usual.</summary>
    internal int Whole(Option<string?> option, int usual, int least)
    {
        if (Parsed.GetValue(option) is not { } text)
            return usual;
        int value = Values.Whole(option.Name, text);
        return value >= least ? value : throw new UsageException($"{option.Name} is {value}; expected is at least {least}.", $"See: {Path} --help");
    }

    /// <summary>The processor with as many threads as the user wants.</summary>
    internal Device Device() => Parsed.GetValue(Common.Threads) is null
        ? Numerics.Device.Default
        : new CpuDevice(Threads);

    /// <summary>How many threads the user wants; all cores without a wish.</summary>
    internal int Threads
    {
        get
        {
            int threads = Whole(Common.Threads, Environment.ProcessorCount, 1);
            return threads <= MostThreads ? threads
                : throw new UsageException($"{Common.Threads.Name} is {threads}; expected is at most {MostThreads}.",
                "More threads than cores make nothing faster.");
        }
    }

    /// <summary>Says something to the user who wants to hear it.</summary>
    internal void Say(string message)
    {
        if (!Quiet)
            Terminal.Error.WriteLine(message);
    }

    /// <summary>Opens data.</summary>
    /// <exception cref="DataFileException">There are none, or they cannot be used.</exception>
    internal DataSplits Open(string data, DataOptions options) => DataSource.Open(data, Locations, DataLimits.Default, options);

    /// <summary>Opens data and passes on what is worth knowing about how they were read.</summary>
    /// <exception cref="DataFileException">There are none, or they cannot be used.</exception>
    internal DataSplits OpenAndTell(string data, DataOptions options)
    {
        DataSplits parts = Open(data, options);
        foreach (string notice in parts.Train.Notices)
            Say(notice);
        return parts;
    }

    /// <summary>Opens the data of a training and passes on what is worth knowing about how they were read.</summary>
    /// <param name="settings">The settings of the training.</param>
    /// <param name="data">The name or path.</param>
    /// <param name="schema">The schema of a table that a run began with.</param>
    /// <exception cref="DataFileException">There are none, or they cannot be used.</exception>
    internal TrainingData OpenAndTell(KindSettings settings, string data, TableSchema? schema = null)
    {
        TrainingData opened = settings.Input.Open(new DataRequest(data, Locations, settings.Seed) { Schema = schema });
        foreach (string notice in opened.Notices)
            Say(notice);
        return opened;
    }
}
