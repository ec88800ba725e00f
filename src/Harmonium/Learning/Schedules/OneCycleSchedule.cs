namespace Harmonium.Learning.Schedules;

/// <summary>Rises by half a cosine from peak / 25 to the peak, and falls by half a cosine to peak / 10⁴ (Smith &amp; Topin 2018).</summary>
/// <param name="Peak">The largest value.</param>
/// <param name="Rise">The fraction of the training, above 0 and below 1, during which the value rises.</param>
internal sealed record OneCycleSchedule(double Peak, double Rise = 0.3) : Schedule
{
    private const double FirstShare = 1 / 25.0;
    private const double LastShare = 1e-4;

    /// <inheritdoc/>
    public override double At(TrainingTime time) => time.Progress < Rise
        ? Between(Peak * FirstShare, Peak, time.Progress / Rise)
        : Between(Peak, Peak * LastShare, (time.Progress - Rise) / (1 - Rise));

    private static double Between(double from, double to, double share) => to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * share)));
}
