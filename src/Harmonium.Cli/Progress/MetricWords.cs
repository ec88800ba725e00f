namespace Harmonium.Cli.Progress;

/// <summary>The names of metrics for display. Files use the camel-case names.</summary>
internal static class MetricWords
{
    private static readonly Dictionary<string, string> _words = new(StringComparer.Ordinal)
    {
        ["reconstructionError"] = "reconstruction error",
        ["pseudoLogLikelihood"] = "pseudo-likelihood",
        ["validationPseudoLogLikelihood"] = "held-out pseudo-likelihood",
        ["validationReconstructionError"] = "held-out reconstruction error",
        ["completionError"] = "completion error (1: column averages)",
        ["validationCompletionError"] = "held-out completion error",
        ["freeEnergyGap"] = "free-energy gap",
        ["swapRate"] = "swap acceptance rate",
        ["leastSwapRate"] = "lowest swap acceptance rate",
        ["frozenMachines"] = "frozen machines",
        ["logPartition"] = "log Z",
        ["rejectedSteps"] = "undone steps",
        ["rateFactor"] = "learning-rate factor",
        ["error"] = "error rate",
        ["crossEntropy"] = "cross-entropy",
        ["validationCrossEntropy"] = "held-out cross-entropy",
        ["fixedPoints"] = "fixed points",
        ["validationLoss"] = "held-out loss",
        ["validationError"] = "held-out error rate",
        ["validationWeightedError"] = "held-out weighted error rate",
        ["lossInNats"] = "nats per character",
        ["validationBits"] = "held-out bits per character",
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
