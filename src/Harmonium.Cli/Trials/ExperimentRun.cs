using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Progress;
using Harmonium.Cli.Terminals;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Text;
using Harmonium.Experiments.Speed;
using Harmonium.Numerics;

namespace Harmonium.Cli.Trials;

/// <summary>Runs experiments in sequence and writes their progress and results.</summary>
/// <param name="call">The command line.</param>
/// <param name="full">True to use the budgets of the papers.</param>
/// <param name="runs">The folder for the runs of a recipe; null to train in memory.</param>
internal sealed class ExperimentRun(Call call, bool full, string? runs = null)
{
    /// <summary>The provenance of the report: command, version, processor and date.</summary>
    internal IReadOnlyList<(string Name, string Value)> Provenance =>
    [
        ("command", $"{call.Path}{(full ? " --full" : "")} --seed {call.Seed}"),
        ("version", typeof(ExperimentRun).Assembly.GetName().Version!.ToString(3)),
        ("processor", $"{Processor.Name}, {Environment.ProcessorCount} cores"),
        ("date", call.Terminal.Clock.GetUtcNow().ToString("yyyy-MM-dd")),
    ];

    /// <summary>Runs one experiment.</summary>
    internal ExperimentOutcome Do(Experiment experiment)
    {
        using Interruption interruption = call.Terminal.Listen();
        ExperimentProgressLine line = new(call, experiment.Id);
        long start = call.Terminal.Clock.GetTimestamp();
        Device device = call.Device();
        ExperimentOutcome outcome = experiment.Run(new ExperimentContext
        {
            Seed = call.Seed,
            Device = device,
            Computer = Computer.Describe(device),
            Runs = runs,
            Data = call.Locations,
            Full = full,
            Progress = line,
            Clock = call.Terminal.Clock,
            Cancel = interruption.Token,
        });
        TimeSpan time = call.Terminal.Clock.GetElapsedTime(start);
        line.End(time);
        if (call.Json)
            WriteJson(experiment, outcome, time);
        else
            Tables(outcome);
        return outcome;
    }

    private void Tables(ExperimentOutcome outcome)
    {
        foreach (ReportTable table in outcome.Report.Tables)
        {
            TextReport.Write(table, call.Terminal.Out);
            call.Terminal.Out.WriteLine();
        }
    }

    private void WriteJson(Experiment experiment, ExperimentOutcome outcome, TimeSpan time) => call.JsonOutput.Write(json =>
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
        json.WriteNumber("seconds", time.TotalSeconds);
        json.WriteBoolean("met", outcome.Met);
    });
}
