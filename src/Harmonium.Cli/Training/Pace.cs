using Harmonium.Learning;

namespace Harmonium.Cli.Training;

/// <summary>How fast a training goes and how long it will still take.</summary>
internal sealed class Pace(TimeProvider clock, int examplesPerEpoch)
{
    private readonly long _begun = clock.GetTimestamp();
    private double? _firstEpoch;
    private TrainingTime _now;

    /// <summary>Examples a second in this sitting; 0 before the first step.</summary>
    internal double ExamplesPerSecond
    {
        get
        {
            double seconds = clock.GetElapsedTime(_begun).TotalSeconds;
            return _firstEpoch is { } first && seconds > 0 ? (_now.Epoch - first) * examplesPerEpoch / seconds : 0;
        }
    }

    /// <summary>The time that is left if the pace holds; null before it is known.</summary>
    internal TimeSpan? Left => ExamplesPerSecond is > 0 and double pace ? TimeSpan.FromSeconds(Math.Max(0, _now.Epochs - _now.Epoch) * examplesPerEpoch / pace) : null;

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
