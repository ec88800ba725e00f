namespace Harmonium.Cli.Progress;

/// <summary>The names of metrics for display. Files use the camel-case names.</summary>
internal static class MetricWords
{
    private static readonly Dictionary<string, string> _words = new(StringComparer.Ordinal)
    {
        ["reconstructionError"] = "reconstruction error",
        ["pseudoLogLikelihood"] = "pseudo-likelihood",
        ["validationPseudoLogLikelihood"] = "pseudo-likelihood, held out",
        ["validationReconstructionError"] = "reconstruction error, held out",
        ["completionError"] = "completion error (1: column averages)",
        ["validationCompletionError"] = "completion error, held out",
        ["freeEnergyGap"] = "free-energy gap",
        ["swapRate"] = "swap acceptance rate",
        ["leastSwapRate"] = "lowest swap acceptance rate",
        ["frozenMachines"] = "frozen machines",
        ["logPartition"] = "log Z",
        ["rejectedSteps"] = "undone steps",
        ["rateFactor"] = "learning-rate factor",
        ["error"] = "error rate",
        ["crossEntropy"] = "cross-entropy",
        ["validationCrossEntropy"] = "cross-entropy, held out",
        ["fixedPoints"] = "fixed points",
        ["validationLoss"] = "loss, held out",
        ["validationError"] = "error rate, held out",
        ["validationWeightedError"] = "weighted error rate, held out",
        ["lossInNats"] = "nats per character",
        ["validationBits"] = "bits per character, held out",
        ["learningRate"] = "learning rate",
    };

    /// <summary>Returns the display name of a metric; the metric itself if it has none.</summary>
    internal static string NameOf(string metric) => _words.GetValueOrDefault(metric, metric);

    /// <summary>Formats a value with a few digits.</summary>
    internal static string ValueOf(double value) => Math.Abs(value) switch
    {
        >= 100 => $"{value:F1}",
        >= 1 => $"{value:F2}",
        _ => $"{value:G3}",
    };
}
