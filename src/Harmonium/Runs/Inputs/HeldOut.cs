using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Learning;

namespace Harmonium.Runs.Inputs;

/// <summary>Early stopping on a validation metric.</summary>
internal static class HeldOut
{
    /// <summary>Returns early stopping on a validation metric, for which lower is better; null if no patience is set.</summary>
    /// <exception cref="ConfigurationException">There is no validation split.</exception>
    internal static EarlyStopping? Stopping(DataSplits parts, string metric, int? patience)
    {
        if (patience is not { } epochs)
            return null;
        Require(parts, metric);
        return new EarlyStopping(metric, epochs, higherIsBetter: false);
    }

    /// <summary>Checks that the data have a validation split.</summary>
    /// <exception cref="ConfigurationException">There is no validation split.</exception>
    internal static void Require(DataSplits parts, string metric)
    {
        if (parts.Validation is not { Count: > 0 })
            throw Missing(metric, parts.Train.Name);
    }

    /// <summary>The exception for data without a validation split.</summary>
    internal static ConfigurationException Missing(string metric, string data) => new("patience",
        $"Early stopping monitors {metric}, which needs a validation split; {data} has none. Hold out a tenth of the data: `validation=0.1`.");
}
