using System.Security.Cryptography;
using System.Text;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.Metrics;

/// <summary>
/// Writes <c>metrics.csv</c> during a run. Rows are appended and flushed to disk. If this is interrupted, the incomplete line has no
/// line end; every reader ignores it, and the next append replaces it.
/// </summary>
internal sealed class MetricsFile
{
    private const int MaximumBytes = 64 << 20;

    private readonly FileStore _files;
    private readonly string _path;
    private List<string> _metrics;
    private long _lastStep;
    private long _length;
    private IncrementalHash _hash;

    internal MetricsFile(string path, FileStore files)
    {
        _files = files;
        _path = path;
        (MetricsTable table, int whole) = ReadWhole(path, files);
        _metrics = [.. table.Metrics];
        _lastStep = table.Rows.Count == 0 ? -1 : table.Rows[^1].Step;
        _length = whole;
        _hash = HashOf(table);
    }

    /// <summary>The SHA-256 of the rows, in lowercase hexadecimal digits: the same as <see cref="MetricsTable.Sha256"/> of the table.</summary>
    internal string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    internal static MetricsTable Read(string path, FileStore files) => ReadWhole(path, files).Table;

    internal void Append(MetricsRow row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row.Step);
        ArgumentOutOfRangeException.ThrowIfNegative(row.Epoch);
        if (row.Step <= _lastStep)
            throw new ArgumentException($"A row for step {row.Step} cannot follow the row for step {_lastStep}. Delete the later rows first.");
        string[] added = [.. row.Values.Keys.Except(_metrics, StringComparer.Ordinal)];
        foreach (string metric in added)
            MetricsCsv.RequireName(metric);
        if (row.Stage is not null && !_metrics.Contains(MetricsCsv.Stage))
            added = [MetricsCsv.Stage, .. added];
        if (_length == 0 || added.Length > 0)
        {
            // A rewrite that failed at its last call left its row in the file, so only rows that were reported as written are kept.
            IEnumerable<MetricsRow> rows = ReadWhole(_path, _files).Table.Rows.Where(written => written.Step <= _lastStep);
            Rewrite(new MetricsTable([.. _metrics, .. added], [.. rows, row]));
        }
        else
        {
            byte[] line = Encoding.UTF8.GetBytes(MetricsCsv.Line(row, _metrics));
            AppendBytes(line);
            _length += line.Length;
            _lastStep = row.Step;
            _hash.AppendData(row.ToBytes());
        }
    }

    internal void KeepUpTo(long step)
    {
        if (_lastStep <= step)
            return;
        MetricsTable table = ReadWhole(_path, _files).Table;
        Rewrite(table with { Rows = [.. table.Rows.Where(row => row.Step <= step)] });
    }

    private static (MetricsTable Table, int WholeBytes) ReadWhole(string path, FileStore files) =>
        files.FileExists(path) ? MetricsCsv.Read(files.ReadAll(path, MaximumBytes), path) : (new MetricsTable([], []), 0);

    private void AppendBytes(byte[] line)
    {
        try
        {
            using Stream file = _files.OpenAppend(_path, _length);
            file.Write(line);
            _files.FlushToDisk(file);
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("append to", _path, exception);
        }
    }

    private void Rewrite(MetricsTable table)
    {
        StringBuilder text = new(MetricsCsv.Header(table.Metrics));
        foreach (MetricsRow row in table.Rows)
            text.Append(MetricsCsv.Line(row, table.Metrics));
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        _files.Replace(_path, file => file.Write(bytes));
        _metrics = [.. table.Metrics];
        _length = bytes.Length;
        _lastStep = table.Rows.Count == 0 ? -1 : table.Rows[^1].Step;
        _hash.Dispose();
        _hash = HashOf(table);
    }

    private static IncrementalHash HashOf(MetricsTable table)
    {
        IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (MetricsRow row in table.Rows)
            hash.AppendData(row.ToBytes());
        return hash;
    }
}
