using System.Globalization;
using System.Text;

namespace Harmonium.Storage.Metrics;

/// <summary>The metrics at the end of an epoch.</summary>
/// <param name="Step">The number of completed steps.</param>
/// <param name="Epoch">The number of completed epochs, of the current stage if there are several.</param>
/// <param name="Seconds">The training time so far.</param>
/// <param name="Values">The metrics by name. Metrics without a value are absent.</param>
internal sealed record MetricsRow(long Step, int Epoch, double Seconds, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>The stage of the training; null if there is only one.</summary>
    public string? Stage { get; init; }

    /// <summary>Returns the content of the row, independent of the columns of the table, to compute a hash of it.</summary>
    internal byte[] ToBytes()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Step},{Epoch},{Seconds:R},{Stage}");
        foreach ((string name, double value) in Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $",{name}={value:R}");
        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }
}
