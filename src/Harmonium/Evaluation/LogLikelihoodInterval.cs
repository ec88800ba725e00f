namespace Harmonium.Evaluation;

/// <summary>Where a mean log-likelihood lies, in nats an example.</summary>
/// <param name="Low">The lower end, which comes of the upper end of log Z.</param>
/// <param name="High">The upper end, which comes of the lower end of log Z.</param>
/// <param name="Exact">The value itself where log Z is exact, else null.</param>
public sealed record LogLikelihoodInterval(double Low, double High, double? Exact);
