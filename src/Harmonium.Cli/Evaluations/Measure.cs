namespace Harmonium.Cli.Evaluations;

/// <summary>What the result of a model is measured in. Results of different measures are not compared.</summary>
/// <param name="Words">The name with its unit, for tables.</param>
/// <param name="Key">The name in JSON.</param>
/// <param name="Factor">The factor for display: 100 for percent.</param>
/// <param name="Unit">The unit after every number, such as " %".</param>
internal sealed record Measure(string Words, string Key, double Factor, string Unit)
{
    /// <summary>The mean log-likelihood, in nats per example.</summary>
    internal static Measure LogLikelihood { get; } = new("log-likelihood, nats", "logLikelihood", 1, "");

    /// <summary>The fraction of misclassified examples.</summary>
    internal static Measure Error { get; } = new("error rate", "error", 100, " %");

    /// <summary>The mean of −ln p(character | all before it), in nats.</summary>
    internal static Measure NatsPerCharacter { get; } = new("nats per character", "natsPerCharacter", 1, "");

    /// <summary>Formats a number.</summary>
    internal string Text(double value) => $"{Factor * value:F2}{Unit}";

    /// <summary>Formats a difference, with its sign.</summary>
    internal string Signed(double value) => $"{Factor * value:+0.00;-0.00;0.00}{Unit}";
}
