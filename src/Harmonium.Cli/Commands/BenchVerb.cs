using System.CommandLine;
using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Experiments.Speed;

namespace Harmonium.Cli.Commands;

/// <summary>Measures the speed of this computer.</summary>
internal sealed class BenchVerb : Verb
{
    private readonly Option<string?> _only =
        CommonOptions.Text("--only", "text", "run only the cases whose name contains this text; cases that end in -t1 use one thread");

    /// <inheritdoc/>
    internal override string Name => "bench";

    /// <inheritdoc/>
    internal override string Summary => "measure the speed of this computer: matrix products, sampling, training, annealing";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium bench", "run all cases with all cores and with one core, in a few minutes"),
        ("harmonium bench --only cd1 --json", "run the training cases only and write JSON"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[_only, common.Threads])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        using Interruption interruption = call.Terminal.Listen();
        int threads = call.Whole(call.Common.Threads, Environment.ProcessorCount, 1);
        string only = call.Text(_only) ?? "";
        IReadOnlyList<string> names = SpeedBenchmark.NamesOf(threads);
        if (!names.Any(name => name.Contains(only, StringComparison.OrdinalIgnoreCase)))
            throw new UsageException($"--only is “{only}”; expected the name of a case, or a part of it.", $"Cases: {string.Join(", ", names)}.");
        SpeedBenchmark benchmark = new(call.Locations, call.Terminal.Clock);
        call.Say($"The training cases use the data set {benchmark.Data}.");
        SpeedReport report = benchmark.Run(threads, only, new Lines(call), interruption.Token);
        if (call.Json)
            call.JsonOutput.Write(json => WriteJson(json, report));
        return ExitCode.Done;
    }

    private static void WriteJson(Utf8JsonWriter json, SpeedReport report)
    {
        json.WriteStartObject("machine");
        json.WriteString("cpu", report.Cpu);
        json.WriteNumber("cores", report.Cores);
        json.WriteNumber("vectorBits", report.VectorBits);
        json.WriteString("data", report.Data);
        json.WriteEndObject();
        json.WriteStartArray("results");
        foreach (SpeedResult result in report.Results)
        {
            json.WriteStartObject();
            json.WriteString("name", result.Name);
            json.WriteNumber("threads", result.Threads);
            json.WriteNumber("seconds", result.Seconds);
            json.WriteNumber("medianSeconds", result.MedianSeconds);
            json.WriteFinite("gigaflops", result.Gigaflops);
            json.WriteNumber("peakGigaflops", result.PeakGigaflops);
            json.WriteFinite("ratioToPeak", result.RatioToPeak);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed class Lines(Call call) : IProgress<SpeedResult>
    {
        public void Report(SpeedResult value)
        {
            string ratio = value.RatioToPeak is { } share
                ? $"{value.Gigaflops,8:F0} GFLOP/s {share,6:F2} of the peak {value.PeakGigaflops:F0}, median {value.MedianRatioToPeak:F2}" : "";
            string line = $"{value.Name,-24} {value.Seconds * 1e6,12:F1} µs {ratio}".TrimEnd();
            if (call.Json)
                call.Say(line);
            else
                call.Terminal.Out.WriteLine(line);
        }
    }
}
