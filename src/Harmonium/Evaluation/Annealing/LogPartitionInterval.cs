namespace Harmonium.Evaluation.Annealing;

/// <summary>An estimate of log Z with an interval of 3 standard errors, in nats.</summary>
/// <param name="Mean">The estimate: the logarithm of a mean weight.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public sealed record LogPartitionInterval(double Mean, double Low, double High);
