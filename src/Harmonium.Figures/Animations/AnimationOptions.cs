namespace Harmonium.Figures.Animations;

/// <summary>The timing of an animation.</summary>
public sealed record AnimationOptions
{
    private readonly TimeSpan _delay = TimeSpan.FromSeconds(0.15);
    private readonly TimeSpan _lastDelay = TimeSpan.FromSeconds(2);

    /// <summary>The duration of a frame, 0.02 s to 600 s in steps of 0.01 s; 0.15 s by default. Browsers slow down shorter frames.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the duration is outside that range.</exception>
    public TimeSpan Delay { get => _delay; init => _delay = Checked(value); }

    /// <summary>The duration of the last frame; 2 s by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the duration is outside the range of <see cref="Delay"/>.</exception>
    public TimeSpan LastDelay { get => _lastDelay; init => _lastDelay = Checked(value); }

    /// <summary>True (default) to repeat the animation forever; false to stop at the last frame.</summary>
    public bool Loop { get; init; } = true;

    private static TimeSpan Checked(TimeSpan delay) =>
        delay >= TimeSpan.FromSeconds(0.02) && delay <= TimeSpan.FromSeconds(600)
            ? delay
            : throw new ArgumentOutOfRangeException(nameof(delay), delay, "The duration of a frame must be from 0.02 to 600 seconds.");
}
