using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Progress;
using Harmonium.Cli.Terminals;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Text;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Experiments.Speed;

namespace Harmonium.Cli.Trials;

/// <summary>Runs experiments in sequence and writes their progress and results.</summary>
/// <param name="call">The command line.</param>
internal sealed class ExperimentRun(Call call)
{
    /// <summary>True to use the budgets of the papers.</summary>
    internal bool Full { get; init; }

    /// <summary>The folder for the runs of a recipe; null to train in memory.</summary>
    internal string? Runs { get; init; }

    /// <summary>The language of reports.</summary>
    internal Language Language { get; init; }

    /// <summary>The inputs of experiments, without progress and cancellation.</summary>
    internal ExperimentContext Context
    {
        get
        {
            Numerics.Device device = call.Device();
            return new ExperimentContext
            {
                Seed = call.Seed,
                Device = device,
                Computer = Computer.Describe(device),
                Runs = Runs,
                Data = call.Locations,
                Full = Full,
                Language = Language,
                Clock = call.Terminal.Clock,
            };
        }
    }

    /// <summary>Returns the provenance of a report: command, version, processor and date.</summary>
    /// <param name="command">The command line that makes the same report.</param>
    internal IReadOnlyList<ReportFact> Provenance(string command)
    {
        PageText words = ReportWords.In(Language).With(("name", Processor.Name), ("count", Environment.ProcessorCount));
        return
        [
            new(words["command"], $"`{command}`"),
            new(words["version"], typeof(ExperimentRun).Assembly.GetName().Version!.ToString(3)),
            new(words["processor"], words["cores"]),
            new(words["date"], call.Terminal.Clock.GetUtcNow().ToString("yyyy-MM-dd")),
        ];
    }

    /// <summary>Runs one experiment and shows its progress.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="label">The name in progress messages.</param>
    /// <returns>The result and the time of the run.</returns>
    internal (ExperimentOutcome Outcome, TimeSpan Time) Do(Experiment experiment, string label)
    {
        using Interruption interruption = call.Terminal.Listen();
        ExperimentProgressLine line = new(call, label);
        long start = call.Terminal.Clock.GetTimestamp();
        try
        {
            ExperimentOutcome outcome = experiment.Run(Context with { Progress = line, Cancel = interruption.Token });
            TimeSpan time = call.Terminal.Clock.GetElapsedTime(start);
            line.End($"done in {time.TotalSeconds:F1} s");
            return (outcome, time);
        }
        catch (OperationCanceledException)
        {
            line.End("stopped");
            throw;
        }
    }

    /// <summary>Writes the results: tables, or a JSON object.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="outcome">The result.</param>
    /// <param name="seconds">The time of the run.</param>
    /// <param name="kept">True if the result is that of an earlier run.</param>
    internal void Tell(Experiment experiment, ExperimentOutcome outcome, double seconds, bool kept = false)
    {
        if (call.Json)
        {
            WriteJson(experiment, outcome, seconds, kept);
            return;
        }

        foreach (ReportTable table in outcome.Report.Tables)
        {
            TextReport.Write(table, call.Terminal.Out);
            call.Terminal.Out.WriteLine();
        }
    }

    private void WriteJson(Experiment experiment, ExperimentOutcome outcome, double seconds, bool kept) => call.JsonOutput.Write(json =>
    {
        json.WriteString("event", "done");
        json.WriteString(experiment is Recipe ? "recipe" : "chapter", experiment.Id);
        json.WriteStartObject("measured");
        foreach (Measurement measurement in outcome.Measurements)
            json.WriteFinite(measurement.Name, measurement.Measured);
        json.WriteEndObject();
        json.WriteStartObject("published");
        foreach (Measurement measurement in outcome.Measurements.Where(m => m.Published is not null))
            json.WriteFinite(measurement.Name, measurement.Published);
        json.WriteEndObject();
        json.WriteString("unit", outcome.Measurements[0].Unit);
        json.WriteNumber("seed", call.Seed);
        json.WriteNumber("seconds", seconds);
        json.WriteBoolean("met", outcome.Met);
        if (kept)
            json.WriteBoolean("kept", true);
    });
}
