using System.Diagnostics;
using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Errors;
using Harmonium.Figures;
using Harmonium.Learning;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Runs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Folders;

namespace Harmonium.Cli.Progress;

/// <summary>Runs a training with a progress view, stops it on Ctrl-C, and writes the result.</summary>
/// <param name="call">The command line.</param>
/// <param name="folder">The run folder.</param>
/// <param name="training">The training.</param>
/// <param name="figures">The format of the figures; null to draw none.</param>
/// <param name="data">The new path of data that moved; null if they did not.</param>
internal sealed class TrainingSession(Call call, RunFolder folder, Training training, FigureFormat? figures, string? data = null)
{
    private readonly LastStage _best = new();
    private readonly string _path = ShownPath.Of(folder.View.Folder.Root);

    /// <summary>Runs the training.</summary>
    /// <returns>The exit code.</returns>
    internal int Run()
    {
        TrainingRun run = new(folder, training, call.Terminal.Clock, data);
        Begin(run);
        TrainingView view = View();
        List<TrainingObserver> watchers = [view, _best];
        if (figures is { } format)
            watchers.Add(new TrainingFigures(folder, training.Model, format));
        using Interruption interruption = call.Terminal.Listen();
        try
        {
            return End(view.During(() => run.Run(watchers, call.Terminal.Error.WriteLine, interruption.Token)), interruption.Token);
        }
        catch (DivergedException exception) when (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("event", "diverged");
                json.WriteString("run", _path);
                json.WriteNumber("step", exception.Step);
                json.WriteString("message", exception.Message);
            });
            throw;
        }
    }

    private TrainingView View()
    {
        Pace pace = new(call.Terminal.Clock);
        return call.Json ? new JsonView(call.JsonOutput, pace)
            : call.Quiet ? new QuietView()
            : call.Terminal.IsLive ? new LiveView(call.Terminal, pace, _path)
            : new PlainView(call.Terminal.Error, pace);
    }

    private void Begin(TrainingRun run)
    {
        foreach (string damaged in run.Damaged)
            call.Terminal.Error.WriteLine($"Skipped a damaged checkpoint: {damaged}");
        foreach (string notice in run.Notices)
            call.Terminal.Error.WriteLine(notice);
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("event", run.FirstStep > 0 ? "resumed" : "begun");
                json.WriteString("run", _path);
                json.WriteString("data", training.Data.Name);
                json.WriteNumber("examples", training.Data.Count);
                json.WriteString("kind", training.Kind.Name);
                json.WriteStartArray("stages");
                foreach (TrainingStage stage in training.Stages)
                    json.WriteStringValue(stage.Name);
                json.WriteEndArray();
                json.WriteNumber("epochs", training.Stages.Sum(stage => stage.Schedule.Epochs));
                json.WriteNumber("step", run.FirstStep);
            });
            return;
        }

        string start = run.FirstStep > 0
            ? $", from step {run.FirstStep}{(training.Stages.Count > 1 ? $" in {training.Stages[run.FirstStage].Name}" : "")}" : "";
        call.Say($"{training.Summary}{start}");
        call.Say($"run folder: {_path}");
    }

    private int End(TrainingOutcome outcome, CancellationToken cancel)
    {
        if (outcome.End.Reason == StopReason.Canceled)
            return Interrupted(outcome);
        string model = ShownPath.Of(folder.View.ModelPath);
        TrainingVerdict? verdict = TrainingVerdict.Of(training, cancel);
        if (outcome.End.Reason == StopReason.StoppedEarly && _best.Stopping is { } stopping)
            call.Say($"Stopped early. The model has the parameters of the best epoch, {stopping.BestEpoch}.");
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("event", "done");
                json.WriteString("run", _path);
                json.WriteString("model", model);
                json.WriteNumber("epochs", outcome.End.Epochs);
                json.WriteNumber("steps", outcome.End.Steps);
                json.WriteFinite("seconds", outcome.Elapsed.TotalSeconds);
                json.WriteString("sha256", outcome.ModelSha256);
                if (verdict is not null)
                    WriteVerdict(json, verdict);
                json.WriteNumber("peakMemoryBytes", PeakMemory());
            });
            return ExitCode.Done;
        }

        if (call.Verbose)
            call.Say($"peak memory: {PeakMemory() / 1e6:F0} MB");
        string length = training.Stages.Count > 1 ? Count(training.Stages.Count, "stage") : Count(outcome.End.Epochs, "epoch");
        Facts facts = new(call.Terminal.Out)
        {
            { "run", _path },
            { "model", model },
            { "sha256", outcome.ModelSha256! },
            { "trained", $"{length}, {Count(outcome.End.Steps, "step")}, {Pace.Words(outcome.Elapsed)}" },
        };
        if (verdict is not null)
            facts.Add("learned", verdict.Words);
        facts.Write();
        return ExitCode.Done;
    }

    private static void WriteVerdict(Utf8JsonWriter json, TrainingVerdict verdict)
    {
        json.WriteStartObject("verdict");
        if (verdict.Learned is { } learned)
            json.WriteBoolean("learned", learned);
        else
            json.WriteNull("learned");
        json.WriteFinite("logLikelihood", verdict.LogLikelihood);
        json.WriteFinite("independentUnits", verdict.Baseline);
        json.WriteString("words", verdict.Words);
        json.WriteEndObject();
    }

    private static string Count(long number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static long PeakMemory()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private int Interrupted(TrainingOutcome outcome)
    {
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("event", "interrupted");
                json.WriteString("run", _path);
                json.WriteNumber("epochs", outcome.End.Epochs);
                json.WriteNumber("steps", outcome.End.Steps);
                json.WriteFinite("seconds", outcome.Elapsed.TotalSeconds);
            });
        }

        call.Terminal.Error.WriteLine($"Stopped after step {outcome.End.Steps}. The run is saved. Continue with: harmonium resume {ShellWord.Of(_path)}");
        return ExitCode.Canceled;
    }

    /// <summary>Remembers the early stopping of the last stage.</summary>
    private sealed class LastStage : TrainingObserver
    {
        internal EarlyStopping? Stopping { get; private set; }

        public override void StageBegins(StageStart stage) => Stopping = stage.Stopping;
    }
}
