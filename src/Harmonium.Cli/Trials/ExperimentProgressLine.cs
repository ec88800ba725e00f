using Harmonium.Cli.Parsing;
using Harmonium.Experiments.Definitions;

namespace Harmonium.Cli.Trials;

/// <summary>Shows the progress of an experiment: one line that is redrawn on a terminal, or one line per stage in files and pipes.</summary>
/// <param name="call">The command line.</param>
/// <param name="label">The name of the experiment, with its place among the others.</param>
internal sealed class ExperimentProgressLine(Call call, string label) : IProgress<ExperimentProgress>
{
    private static readonly TimeSpan _redraw = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private string _stage = "";
    private long _drawn;
    private bool _ended;

    /// <inheritdoc/>
    public void Report(ExperimentProgress value)
    {
        if (call.Quiet)
            return;
        lock (_lock)
        {
            if (_ended)
                return;
            bool newStage = value.Stage != _stage;
            _stage = value.Stage;
            if (call.Terminal.IsLive)
                Redraw(value, newStage);
            else if (newStage)
                call.Terminal.Error.WriteLine($"{label}: {value.Stage} …");
        }
    }

    /// <summary>Ends the line with a message.</summary>
    internal void End(string message)
    {
        lock (_lock)
        {
            _ended = true;
            if (call.Terminal.IsLive && !call.Quiet)
                call.Terminal.Error.Write("\r" + new string(' ', call.Terminal.Width - 1) + "\r");
            call.Say($"{label}: {message}");
        }
    }

    private void Redraw(ExperimentProgress value, bool newStage)
    {
        if (!newStage && call.Terminal.Clock.GetElapsedTime(_drawn) < _redraw)
            return;
        _drawn = call.Terminal.Clock.GetTimestamp();
        const int BarLength = 20;
        int filled = (int)(Math.Clamp(value.Share, 0, 1) * BarLength);
        string line = $"{label}: {value.Stage} {new string('█', filled)}{new string('░', BarLength - filled)} {value.Share,4:P0} {value.Detail}";
        int width = call.Terminal.Width - 1;
        call.Terminal.Error.Write("\r" + (line.Length > width ? line[..width] : line.PadRight(width)));
    }
}
