using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;

namespace Harmonium.Tests.Storage.Metrics;

public sealed class MetricsTests
{
    private const string Header = "step,epoch,seconds,reconstructionError,freeEnergyGap\n";

    [Fact]
    public void Rows_beyond_the_checkpoint_are_cut_so_that_a_resumed_run_has_no_gap_and_no_repetition()
    {
        using TemporaryFolder folder = new();
        using (RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock))
        {
            foreach (long step in new[] { 10, 20, 30 })
                run.AppendMetrics(Runs.RowAt(step));
        }

        using RunFolder resumed = RunFolder.Open(folder.Path, Runs.Clock);
        resumed.KeepMetricsUpTo(15);
        Assert.Equal([10L], resumed.View.ReadMetrics().Rows.Select(row => row.Step));
        resumed.AppendMetrics(Runs.RowAt(20));
        resumed.KeepMetricsUpTo(20);
        Assert.Equal([10L, 20L], resumed.View.ReadMetrics().Rows.Select(row => row.Step));
        resumed.KeepMetricsUpTo(0);
        Assert.Equal(Header, File.ReadAllText(folder.At("metrics.csv")));
    }

    [Fact]
    public void A_row_truncated_at_any_byte_is_ignored_and_replaced_by_the_next()
    {
        using TemporaryFolder folder = new();
        using (RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock))
        {
            run.AppendMetrics(Runs.RowAt(10));
            run.AppendMetrics(Runs.RowAt(20));
        }

        string path = folder.At("metrics.csv");
        byte[] whole = File.ReadAllBytes(path);
        int firstRow = Header.Length + "10,1,5,0.1,10\n".Length;
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            using RunFolder run = RunFolder.Open(folder.Path, Runs.Clock);
            Assert.Equal(length < firstRow ? 0 : 1, run.View.ReadMetrics().Rows.Count);
            run.AppendMetrics(Runs.RowAt(20));
            Assert.Equal(20, run.View.ReadMetrics().Rows[^1].Step);
            if (length >= firstRow)
                Assert.Equal(whole, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void Steps_must_increase_and_names_must_be_valid_columns()
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock);
        run.AppendMetrics(Runs.RowAt(10));
        Assert.Contains("cannot follow", Assert.Throws<ArgumentException>(() => run.AppendMetrics(Runs.RowAt(10))).Message);
        foreach (string name in new[] { "", "a,b", "a\"b", "a\nb", "step" })
        {
            MetricsRow row = Runs.RowAt(20) with { Values = new Dictionary<string, double> { [name] = 1 } };
            Assert.Contains("The metric name", Assert.Throws<ArgumentException>(() => run.AppendMetrics(row)).Message);
        }

        Assert.Single(run.View.ReadMetrics().Rows);
    }

    [Fact]
    public void Numbers_are_restored_to_the_last_bit()
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock);
        Dictionary<string, double> values = new() { ["a"] = Math.PI, ["b"] = double.Epsilon, ["c"] = -0.0, ["d"] = double.NaN, ["e"] = 1e300 };
        run.AppendMetrics(new MetricsRow(1, 1, 1 / 3.0, values));
        MetricsRow row = run.View.ReadMetrics().Rows[0];
        Assert.Equal(1 / 3.0, row.Seconds);
        Assert.All(values, pair => Assert.Equal(BitConverter.DoubleToInt64Bits(pair.Value), BitConverter.DoubleToInt64Bits(row.Values[pair.Key])));
    }

    [Theory]
    [InlineData("step,epoch\n", 1, "step, epoch, seconds")]
    [InlineData("step,epoch,seconds,a,a\n", 1, "distinct")]
    [InlineData("step,epoch,seconds\n1,1\n", 2, "2 cells for 3")]
    [InlineData("step,epoch,seconds\n1,1,1\n1,2,1\n", 3, "must increase")]
    [InlineData("step,epoch,seconds\n-1,1,1\n", 2, "whole numbers")]
    [InlineData("step,epoch,seconds\n1,1,abc\n", 2, "a number")]
    [InlineData("\0\0\0\n", 1, "step, epoch, seconds")]
    public void A_damaged_table_is_refused_with_its_line(string text, int line, string word)
    {
        using TemporaryFolder folder = new();
        RunFolder.Create(folder.Path, Runs.Record, Runs.Clock).Dispose();
        File.WriteAllText(folder.At("metrics.csv"), text);
        string message = Assert.Throws<StorageException>(() => new RunView(folder.Path).ReadMetrics()).Message;
        Assert.Contains($"line {line}:", message);
        Assert.Contains(word, message);
    }
}
