using System.Globalization;

namespace Harmonium.Evaluation;

/// <summary>Compares a likelihood with that of independent units, in words.</summary>
/// <param name="Learned">True if the model is better than independent units, false if it is not, null if the estimate is too coarse to tell.</param>
/// <param name="Words">The comparison, such as "105.10 nats above independent units: the model learned dependencies".</param>
internal sealed record LikelihoodVerdict(bool? Learned, string Words)
{
    // A smaller difference, relative to the likelihood, is not worth a model.
    private const double LeastShare = 2e-4, LeastNats = 0.01;

    /// <summary>Compares a likelihood with its baseline.</summary>
    /// <param name="likelihood">The mean log-likelihood, in nats per example.</param>
    /// <param name="baseline">The mean log-likelihood under independent units, in nats per example.</param>
    public static LikelihoodVerdict Of(LogLikelihoodInterval likelihood, double baseline)
    {
        ArgumentNullException.ThrowIfNull(likelihood);
        double low = (likelihood.Exact ?? likelihood.Low) - baseline, high = (likelihood.Exact ?? likelihood.High) - baseline;
        double least = Math.Max(LeastNats, LeastShare * Math.Abs(baseline));
        if (low > least)
            return new LikelihoodVerdict(true, string.Create(CultureInfo.InvariantCulture,
                $"{low:F2} nats above independent units: the model learned dependencies"));
        return high > least
            ? new LikelihoodVerdict(null, string.Create(CultureInfo.InvariantCulture,
                $"between {low:F2} and {high:F2} nats above independent units: the estimate is too coarse to tell what the model learned"))
            : new LikelihoodVerdict(false, "no better than independent units: try a higher learning rate, more epochs or a smaller batch");
    }
}
