using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Learning;

namespace Harmonium.Runs.Inputs;

/// <summary>Early stopping needs examples that were held out.</summary>
internal static class HeldOut
{
    /// <summary>Stops on a metric of held-out examples.</summary>
    /// <exception cref="ConfigurationException">None were held out.</exception>
    internal static EarlyStopping? Stopping(DataSplits parts, string metric, int? patience)
    {
        if (patience is not { } epochs)
            return null;
        Require(parts, metric);
        return new EarlyStopping(metric, epochs, higherIsBetter: false);
    }

    /// <summary>Refuses data of which nothing was held out.</summary>
    /// <exception cref="ConfigurationException">Nothing was.</exception>
    internal static void Require(DataSplits parts, string metric)
    {
        if (parts.Validation is not { Count: > 0 })
            throw Missing(metric, parts.Train.Name, "examples");
    }

    /// <summary>The refusal.</summary>
    internal static ConfigurationException Missing(string metric, string data, string what) => new("patience",
        $"Stopping early watches {metric}, which needs {what} that were held out; {data} has none. Hold some out, such as a tenth of them (validation 0.1).");
}
