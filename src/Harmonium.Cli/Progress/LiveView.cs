using Harmonium.Cli.Output;
using Harmonium.Cli.Terminals;
using Harmonium.Learning;
using Spectre.Console;

namespace Harmonium.Cli.Progress;

/// <summary>Shows the progress, speed and learning curves in a table that is redrawn a few times per second.</summary>
internal sealed class LiveView : TrainingView
{
    private const int RefreshesPerSecond = 5;
    private const int LongestTrend = 30;
    private const int WidthWithoutTrend = 46;

    private readonly IAnsiConsole _console;
    private readonly Terminal _terminal;
    private readonly Pace _pace;
    private readonly string _run;
    private readonly Dictionary<string, List<double>> _metrics = new(StringComparer.Ordinal);
    private LiveDisplayContext? _display;
    private long _drawn;

    /// <summary>Creates a view on a terminal.</summary>
    internal LiveView(Terminal terminal, Pace pace, string run)
    {
        (_terminal, _pace, _run) = (terminal, pace, run);
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = string.IsNullOrEmpty(terminal.Variable("NO_COLOR")) ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(terminal.Error),
        });
        _console.Profile.Width = terminal.Width;
        _console.Profile.Capabilities.Unicode = true;
    }

    /// <inheritdoc/>
    internal override T During<T>(Func<T> work) => _console.Live(new Text("Starting …")).Start(display =>
    {
        _display = display;
        return work();
    });

    /// <inheritdoc/>
    public override void StageBegins(StageStart stage)
    {
        _pace.Begin(stage);
        _metrics.Clear();
    }

    /// <inheritdoc/>
    public override void AfterStep(TrainingStep step)
    {
        _pace.At(step.Time, step.Learner.StepsPerEpoch);
        if (_terminal.Clock.GetElapsedTime(_drawn).TotalSeconds >= 1.0 / RefreshesPerSecond)
            Draw(step.Time);
    }

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingEpoch epoch)
    {
        foreach ((string name, double value) in epoch.Metrics)
        {
            if (!_metrics.TryGetValue(name, out List<double>? values))
                _metrics[name] = values = [];
            values.Add(value);
            if (values.Count > LongestTrend)
                values.RemoveAt(0);
        }

        Draw(epoch.Time);
    }

    /// <inheritdoc/>
    public override void AtEnd(TrainingTime time, Learner learner, StopReason reason) => Draw(time, ended: true);

    private void Draw(TrainingTime time, bool ended = false)
    {
        _drawn = _terminal.Clock.GetTimestamp();
        int trend = Math.Clamp(_terminal.Width - WidthWithoutTrend, 0, LongestTrend);
        Table table = new Table { Border = TableBorder.None, ShowHeaders = false }.AddColumn("name").AddColumn(new TableColumn("value").RightAligned());
        if (trend > 0)
            table.AddColumn("trend");
        if (_pace.StageWords is { Length: > 0 } stage)
            Row(table, "stage", stage, "");
        Row(table, "epoch", $"{time.Epoch:F1} of {time.Epochs:F0}", Bar(time.Progress, trend));
        Row(table, "examples/s", $"{_pace.ExamplesPerSecond:F0}", "");
        if (!ended)
            Row(table, "time left", _pace.Left is { } left ? Pace.Words(left) : "…", "");
        foreach ((string name, List<double> values) in _metrics)
            Row(table, MetricWords.NameOf(name), MetricWords.ValueOf(values[^1]), Sparkline.Of(values, trend));
        if (!ended)
            table.Caption = new TableTitle(Markup.Escape($"Ctrl-C saves and stops; continue with: harmonium resume {ShellWord.Of(_run)}"));
        _display?.UpdateTarget(table);
    }

    private static void Row(Table table, string name, string value, string trend)
    {
        Text[] cells = [new(name), new(value, new Style(decoration: Decoration.Bold)), new(trend, new Style(Color.Blue))];
        table.AddRow(cells.Take(table.Columns.Count));
    }

    private static string Bar(double share, int width)
    {
        int full = (int)Math.Round(share * width);
        return new string('━', full) + new string('─', width - full);
    }
}
