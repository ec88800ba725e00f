using Harmonium.Learning;

namespace Harmonium.Cli.Progress;

/// <summary>How fast a training goes and how long it will still take.</summary>
internal sealed class Pace(TimeProvider clock)
{
    private long _begun = clock.GetTimestamp();
    private int _examplesPerEpoch;
    private double? _firstEpoch;
    private TrainingTime _now;

    /// <summary>The stage that is shown; null before the first.</summary>
    internal StageStart? Stage { get; private set; }

    /// <summary>The stage in a few characters, such as "pretraining-1 (1 of 3)"; empty where there is only one.</summary>
    internal string StageWords => Stage is { Count: > 1 } stage ? $"{stage.Name} ({stage.Number + 1} of {stage.Count})" : "";

    /// <summary>Begins to count for a stage.</summary>
    internal void Begin(StageStart stage)
    {
        (Stage, _begun, _examplesPerEpoch, _firstEpoch, _now) = (stage, clock.GetTimestamp(), stage.ExamplesPerEpoch, null, default);
    }

    /// <summary>Examples a second in this sitting; 0 before the first step.</summary>
    internal double ExamplesPerSecond
    {
        get
        {
            double seconds = clock.GetElapsedTime(_begun).TotalSeconds;
            return _firstEpoch is { } first && seconds > 0 ? (_now.Epoch - first) * _examplesPerEpoch / seconds : 0;
        }
    }

    /// <summary>The time that is left of the stage if the pace holds; null before it is known.</summary>
    internal TimeSpan? Left => ExamplesPerSecond is > 0 and double pace
        ? TimeSpan.FromSeconds(Math.Max(0, _now.Epochs - _now.Epoch) * _examplesPerEpoch / pace) : null;

    /// <summary>Notes where the training stands.</summary>
    internal void At(TrainingTime time, double stepsPerEpoch)
    {
        _firstEpoch ??= time.Epoch - (1 / stepsPerEpoch);
        _now = time;
    }

    /// <summary>A time in a few characters: 12 s, 3:05, 1:02:03.</summary>
    internal static string Words(TimeSpan time) => time.TotalSeconds < 60 ? $"{time.TotalSeconds:F0} s"
        : time.TotalHours < 1 ? $"{time.Minutes}:{time.Seconds:D2}" : $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}";
}
