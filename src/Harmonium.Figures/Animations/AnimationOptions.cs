namespace Harmonium.Figures.Animations;

/// <summary>How an animation plays.</summary>
public sealed record AnimationOptions
{
    private readonly TimeSpan _delay = TimeSpan.FromSeconds(0.15);
    private readonly TimeSpan _lastDelay = TimeSpan.FromSeconds(2);

    /// <summary>How long a frame stays, in whole hundredths of a second, 0.02 s to 600 s; 0.15 s by default (browsers slow down shorter ones).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time outside that range.</exception>
    public TimeSpan Delay { get => _delay; init => _delay = Checked(value); }

    /// <summary>How long the last frame stays, so that the end can be looked at; 2 s by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time outside the range of <see cref="Delay"/>.</exception>
    public TimeSpan LastDelay { get => _lastDelay; init => _lastDelay = Checked(value); }

    /// <summary>Whether it starts again after the last frame, for ever (default), or stays there.</summary>
    public bool Loop { get; init; } = true;

    private static TimeSpan Checked(TimeSpan delay) =>
        delay >= TimeSpan.FromSeconds(0.02) && delay <= TimeSpan.FromSeconds(600)
            ? delay
            : throw new ArgumentOutOfRangeException(nameof(delay), delay, "A frame stays between 0.02 and 600 seconds.");
}
