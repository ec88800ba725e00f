using System.Security.Cryptography;

namespace Harmonium.Storage.Metrics;

/// <summary>The metrics of a run, one row per epoch.</summary>
/// <param name="Metrics">The names of the metrics, in the order of the columns.</param>
/// <param name="Rows">The rows, by increasing step.</param>
internal sealed record MetricsTable(IReadOnlyList<string> Metrics, IReadOnlyList<MetricsRow> Rows)
{
    /// <summary>The row of the last epoch; null before the end of the first.</summary>
    public MetricsRow? Last => Rows.Count == 0 ? null : Rows[^1];

    /// <summary>
    /// Returns the SHA-256 of the rows up to a step, in lowercase hexadecimal digits. It does not depend on the columns of later rows.
    /// </summary>
    public string Sha256(long step = long.MaxValue)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (MetricsRow row in Rows.TakeWhile(row => row.Step <= step))
            hash.AppendData(row.ToBytes());
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
