namespace Harmonium.Evaluation;

/// <summary>An interval of a mean log-likelihood, in nats per example.</summary>
/// <param name="Low">The lower end, from the upper end of log Z.</param>
/// <param name="High">The upper end, from the lower end of log Z.</param>
/// <param name="Exact">The exact value if log Z is exact; otherwise null.</param>
public sealed record LogLikelihoodInterval(double Low, double High, double? Exact);
