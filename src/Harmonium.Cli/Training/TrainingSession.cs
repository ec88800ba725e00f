using System.Diagnostics;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Learning;
using Harmonium.Storage;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Training;

/// <summary>A training in front of a user: shown while it runs, stopped by Ctrl-C, told at the end.</summary>
internal sealed class TrainingSession(Call call, RunFolder folder, Harmonium.Storage.Training.Training training, bool figures)
{
    private readonly string _path = ShownPath.Of(folder.View.Folder.Root);

    /// <summary>Trains.</summary>
    /// <returns>An exit code.</returns>
    internal int Run()
    {
        TrainingRun run = new(folder, training, call.Terminal.Clock);
        Begin(run);
        TrainingView view = View();
        List<TrainingObserver> watchers = [view];
        if (figures && training is MachineTraining machine)
            watchers.Add(new TrainingFigures(folder, machine.Coupling, machine.Data.Train.Shape));
        using Interruption interruption = call.Terminal.Listen();
        try
        {
            return End(view.During(() => run.Run(watchers, interruption.Token)));
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
        Pace pace = new(call.Terminal.Clock, training.ExamplesAnEpoch);
        return call.Json ? new JsonView(call.JsonOutput, pace)
            : call.Quiet ? new QuietView()
            : call.Terminal.IsLive ? new LiveView(call.Terminal, pace, _path)
            : new PlainView(call.Terminal.Error, pace);
    }

    private void Begin(TrainingRun run)
    {
        foreach (string damaged in run.Damaged)
            call.Terminal.Error.WriteLine($"A checkpoint was passed over: {damaged}");
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("event", run.FirstStep > 0 ? "resumed" : "begun");
                json.WriteString("run", _path);
                json.WriteString("data", training.DataName);
                json.WriteNumber("examples", training.ExamplesAnEpoch);
                if (training is MachineTraining machine)
                {
                    json.WriteNumber("visible", machine.Coupling.First.Units.Count);
                    json.WriteNumber("hidden", machine.Coupling.Second.Units.Count);
                }

                json.WriteNumber("epochs", training.Schedule.Epochs);
                json.WriteNumber("stepsPerEpoch", training.Learner.StepsPerEpoch);
                json.WriteNumber("step", run.FirstStep);
            });
            return;
        }

        string start = run.FirstStep > 0 ? $", from step {run.FirstStep} (epoch {(double)run.FirstStep / training.Learner.StepsPerEpoch:F1})" : "";
        call.Say($"{TrainingWords.Of(training)}{start}");
        call.Say($"run folder {_path}");
    }

    private int End(TrainingOutcome outcome)
    {
        if (outcome.Reason == StopReason.Cancelled)
            return Interrupted(outcome);
        string model = ShownPath.Of(folder.View.ModelPath);
        if (outcome.Reason == StopReason.StoppedEarly && training.Stopping is { } stopping)
            call.Say($"Stopped early: epoch {stopping.BestEpoch} was the best, and its parameters are the model.");
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("event", "done");
                json.WriteString("run", _path);
                json.WriteString("model", model);
                json.WriteNumber("epochs", outcome.Epochs);
                json.WriteNumber("steps", outcome.Steps);
                json.WriteFinite("seconds", outcome.Elapsed.TotalSeconds);
                json.WriteString("sha256", outcome.ModelSha256);
                json.WriteNumber("peakMemoryBytes", PeakMemory());
            });
            return ExitCode.Done;
        }

        if (call.Verbose)
            call.Say($"peak memory {PeakMemory() / 1e6:F0} MB");
        new Facts(call.Terminal.Out)
        {
            { "run", _path },
            { "model", model },
            { "sha256", outcome.ModelSha256! },
            { "trained", $"{outcome.Epochs} {(outcome.Epochs == 1 ? "epoch" : "epochs")}, {outcome.Steps} steps, {Pace.Words(outcome.Elapsed)}" },
        }.Write();
        return ExitCode.Done;
    }

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
                json.WriteNumber("epochs", outcome.Epochs);
                json.WriteNumber("steps", outcome.Steps);
                json.WriteFinite("seconds", outcome.Elapsed.TotalSeconds);
            });
        }

        call.Terminal.Error.WriteLine($"Stopped after step {outcome.Steps}; everything is saved. Go on with: harmonium resume {ShellWord.Of(_path)}");
        return ExitCode.Cancelled;
    }
}
