using System.Text.Json;
using Harmonium.Data.NamedSets;

namespace Harmonium.Cli.Tests;

/// <summary>The JSON output, which scripts depend on.</summary>
public sealed class JsonTests(TrainedRuns runs) : IClassFixture<TrainedRuns>
{
    [Fact]
    public void Train_writes_one_object_per_event_and_ends_with_done()
    {
        using TemporaryFolder folder = new();
        Session session = Session.Run("train", "rbm", "--data", runs.Data, "--hidden", "5", "--epochs", "2", "--output", folder.At("run"), "--json",
            "--no-figures");
        Assert.Equal(["begun", "epoch", "epoch", "done"], session.Objects.Select(each => each.EnumerateObject().First().Value.GetString()));
        Assert.All(session.Objects, each => Assert.Equal("event", each.EnumerateObject().First().Name));
        JsonElement done = session.Objects[^1];
        Assert.Equal(["event", "run", "model", "epochs", "steps", "seconds", "sha256"], done.EnumerateObject().Take(7).Select(property => property.Name));
        Assert.Equal(2, done.GetProperty("epochs").GetInt32());
        Assert.Equal(40, done.GetProperty("steps").GetInt32());
        byte[] model = File.ReadAllBytes(done.GetProperty("model").GetString()!);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(model)), done.GetProperty("sha256").GetString());
    }

    [Fact]
    public void Evaluate_has_the_published_keys()
    {
        JsonElement result = Assert.Single(Session.Run("evaluate", runs.A, "--json").Objects);
        string[] keys = ["logPartition", "testLogLikelihood", "converged", "binarise", "freeEnergyGap", "pseudoLogLikelihood", "reconstructionError"];
        Assert.Equal(keys, result.EnumerateObject().Take(keys.Length).Select(property => property.Name));
        Assert.Equal(["exact", "ais", "reverseAis", "effectiveSampleSize", "runs", "ladder"],
            result.GetProperty("logPartition").EnumerateObject().Take(6).Select(property => property.Name));
        Assert.Equal(["low", "high", "exact"], result.GetProperty("testLogLikelihood").EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonValueKind.Number, result.GetProperty("testLogLikelihood").GetProperty("exact").ValueKind);
        Assert.Equal("sampled", result.GetProperty("binarise").GetString());
    }

    [Fact]
    public void An_annealed_interval_holds_the_enumerated_value()
    {
        JsonElement exact = Assert.Single(Session.Run("evaluate", runs.A, "--json").Objects),
            annealed = Assert.Single(Session.Run("evaluate", runs.A, "--json", "--enumerate", "0", "--ladder", "linear-500").Objects);
        double logZ = exact.GetProperty("logPartition").GetProperty("exact").GetDouble();
        JsonElement ais = annealed.GetProperty("logPartition").GetProperty("ais");
        Assert.Equal(["mean", "low", "high"], ais.EnumerateObject().Select(property => property.Name));
        Assert.Contains("use --enumerate 0", exact.GetProperty("logPartition").GetProperty("aisReason").GetString());
        Assert.Equal(JsonValueKind.Null, exact.GetProperty("logPartition").GetProperty("ais").ValueKind);
        Assert.Equal(JsonValueKind.Null, annealed.GetProperty("logPartition").GetProperty("aisReason").ValueKind);
        Assert.Contains("exact samples", annealed.GetProperty("tested").GetString());
        // The interval is three standard errors wide on each side, and annealing is almost exact for so small a model.
        Assert.InRange(logZ, ais.GetProperty("low").GetDouble() - 1e-3, ais.GetProperty("high").GetDouble() + 1e-3);
    }

    [Fact]
    public void Doctor_names_the_machine_and_every_data_set()
    {
        JsonElement doctor = Assert.Single(Session.Run("doctor", "--json").Objects);
        Assert.Equal(
            ["version", "system", "runtime", "cpu", "cores", "vectorBits", "vectorBitsOffered", "memoryBytes", "figures", "data"],
            doctor.EnumerateObject().Select(property => property.Name));
        Assert.Equal(NamedSet.All.Select(set => set.Name), doctor.GetProperty("data").EnumerateObject().Select(property => property.Name));
        Assert.Equal(Environment.ProcessorCount, doctor.GetProperty("cores").GetInt32());
        Assert.True(doctor.GetProperty("figures").GetBoolean());
    }

    [Fact]
    public void Bench_measures_the_named_case_and_the_peak()
    {
        JsonElement bench = Assert.Single(Session.Run("bench", "--only", "gemm-100x784x500-t1", "--json").Objects),
            result = Assert.Single(bench.GetProperty("results").EnumerateArray());
        Assert.Equal(["cpu", "cores", "vectorBits"], bench.GetProperty("machine").EnumerateObject().Take(3).Select(property => property.Name));
        Assert.Equal(["name", "threads", "seconds", "medianSeconds", "gigaflops", "peakGigaflops", "ratioToPeak"],
            result.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("gemm-100x784x500-t1", 1), (result.GetProperty("name").GetString(), result.GetProperty("threads").GetInt32()));
        Assert.Equal(result.GetProperty("gigaflops").GetDouble() / result.GetProperty("peakGigaflops").GetDouble(),
            result.GetProperty("ratioToPeak").GetDouble(), 1e-6);
    }

    [Fact]
    public void A_case_that_bench_does_not_have_is_refused_with_those_it_has()
    {
        Session session = Session.Run("bench", "--only", "gem-512");
        Assert.Equal(2, session.ExitCode);
        Assert.Contains("“gem-512”", session.Error);
        Assert.Contains("gemm-512x784x500-t1", session.Error);
    }
}
