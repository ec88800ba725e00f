using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Storage;

/// <summary>Small runs for tests.</summary>
internal static class Runs
{
    public static TimeProvider Clock { get; } = new StandingClock();

    public static RunRecord Record { get; } = new()
    {
        Machine = Json("""{"kind":"rbm"}"""),
        Settings = Json("""{"epochs":3,"learningRate":0.05}"""),
        Seed = ulong.MaxValue,
        Data = "letters",
        DataFingerprint = "00ff",
        ProgramVersion = "0.1.0",
        Computer = new Dictionary<string, string> { ["cpu"] = "a processor" },
    };

    public static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static Checkpoint CheckpointAt(long step) => new(step, new TensorFile(
        new Dictionary<string, Tensor> { ["weights"] = Tensor.From([step, -step], 2), ["velocity"] = Tensor.From([0.5f * step], 1) },
        new Dictionary<string, string> { ["epoch"] = $"{step / 10}" }));

    public static MetricsRow RowAt(long step) =>
        new(step, (int)(step / 10), 0.5 * step, new Dictionary<string, double> { ["reconstructionError"] = 1.0 / step, ["freeEnergyGap"] = step });

    public static ModelFile Model { get; } = new(
        Json("""{"kind":"rbm","visible":{"kind":"bernoulli","count":1},"hidden":{"kind":"bernoulli","count":2}}"""),
        Json("{}"),
        new Dictionary<string, Tensor>
        {
            ["weights"] = Tensor.From([1f, 2f], 1, 2),
            ["visible.bias"] = Tensor.From([3f], 1),
            ["hidden.bias"] = Tensor.From([4f, 5f], 2)
        });

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    }
}
