namespace Harmonium.Cli.Progress;

/// <summary>Metrics in words for people; files keep their camel-case names.</summary>
internal static class MetricWords
{
    private static readonly Dictionary<string, string> _words = new(StringComparer.Ordinal)
    {
        ["reconstructionError"] = "reconstruction error",
        ["pseudoLogLikelihood"] = "pseudo-likelihood",
        ["validationPseudoLogLikelihood"] = "pseudo-likelihood, held out",
        ["validationReconstructionError"] = "reconstruction error, held out",
        ["completionError"] = "error of completion, 1 = averages",
        ["validationCompletionError"] = "error of completion, held out",
        ["freeEnergyGap"] = "free-energy gap",
        ["swapRate"] = "swaps accepted",
        ["leastSwapRate"] = "least swaps accepted",
        ["frozenMachines"] = "frozen machines",
        ["logPartition"] = "log Z",
        ["rejectedSteps"] = "steps undone",
        ["rateFactor"] = "rate factor",
        ["error"] = "share of wrong answers",
        ["validationLoss"] = "loss, held out",
        ["validationError"] = "share of wrong answers, held out",
        ["lossInNats"] = "nats a character",
        ["validationBits"] = "bits a character, held out",
        ["learningRate"] = "learning rate",
    };

    /// <summary>The name of a metric in words; itself where none are known.</summary>
    internal static string NameOf(string metric) => _words.GetValueOrDefault(metric, metric);

    /// <summary>A value in a few digits.</summary>
    internal static string ValueOf(double value) => Math.Abs(value) switch
    {
        >= 100 => $"{value:F1}",
        >= 1 => $"{value:F2}",
        _ => $"{value:G3}",
    };
}
