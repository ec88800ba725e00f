using Harmonium.Learning;

namespace Harmonium.Cli.Progress;

/// <summary>Measures the training speed and estimates the remaining time.</summary>
internal sealed class Pace(TimeProvider clock)
{
    private long _begun = clock.GetTimestamp();
    private int _examplesPerEpoch;
    private double? _firstEpoch;
    private TrainingTime _now;

    /// <summary>The current stage; null before the first stage.</summary>
    internal StageStart? Stage { get; private set; }

    /// <summary>The stage as text, such as "pretraining-1 (1 of 3)"; empty if there is only one stage.</summary>
    internal string StageWords => Stage is { Count: > 1 } stage ? $"{stage.Name} ({stage.Number + 1} of {stage.Count})" : "";

    /// <summary>Starts measuring a stage.</summary>
    internal void Begin(StageStart stage)
    {
        (Stage, _begun, _examplesPerEpoch, _firstEpoch, _now) = (stage, clock.GetTimestamp(), stage.ExamplesPerEpoch, null, default);
    }

    /// <summary>The number of examples per second since the stage was started or resumed; 0 before the first step.</summary>
    internal double ExamplesPerSecond
    {
        get
        {
            double seconds = clock.GetElapsedTime(_begun).TotalSeconds;
            return _firstEpoch is { } first && seconds > 0 ? (_now.Epoch - first) * _examplesPerEpoch / seconds : 0;
        }
    }

    /// <summary>The estimated remaining time of the stage; null before the first step.</summary>
    internal TimeSpan? Left => ExamplesPerSecond is > 0 and double pace
        ? TimeSpan.FromSeconds(Math.Max(0, _now.Epochs - _now.Epoch) * _examplesPerEpoch / pace) : null;

    /// <summary>Updates the position of the training.</summary>
    internal void At(TrainingTime time, double stepsPerEpoch)
    {
        _firstEpoch ??= time.Epoch - (1 / stepsPerEpoch);
        _now = time;
    }

    /// <summary>Formats a duration, such as 12 s, 3:05 or 1:02:03.</summary>
    internal static string Words(TimeSpan time) => time.TotalSeconds < 60 ? $"{time.TotalSeconds:F0} s"
        : time.TotalHours < 1 ? $"{time.Minutes}:{time.Seconds:D2}" : $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}";
}
