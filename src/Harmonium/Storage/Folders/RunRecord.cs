using System.Text.Json;

namespace Harmonium.Storage.Folders;

/// <summary>The content of <c>run.json</c>: everything needed to reproduce a run, and its state.</summary>
internal sealed record RunRecord
{
    /// <summary>The JSON object that describes the model, as in the model file.</summary>
    public required JsonElement Machine { get; init; }

    /// <summary>The effective settings, as a JSON object.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>The seed of all random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The name or path of the data, as the user gave it.</summary>
    public required string Data { get; init; }

    /// <summary>The fingerprint of the data: a SHA-256 of their content.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>The layout version of the folder.</summary>
    public int Version { get; init; } = 2;

    /// <summary>The version of the program.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>Properties of the computer that affect speed and the last bits of results, such as processor, cores and vector extensions.</summary>
    public IReadOnlyDictionary<string, string> Computer { get; init; } = new Dictionary<string, string>();

    /// <summary>The state of the run.</summary>
    public RunState State { get; init; }

    /// <summary>A message for the user about the state, such as why the run failed; null for none.</summary>
    public string? Message { get; init; }

    /// <summary>The SHA-256 of the model file; null if there is none yet.</summary>
    public string? ModelSha256 { get; init; }

    /// <summary>
    /// What the run started with: a SHA-256 of the description of the model, the first settings and the data. It does not change when a run is resumed
    /// with other settings, and binds checkpoints to their run. Null in runs of older versions of the program.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>
    /// The SHA-256 of the rows of <c>metrics.csv</c>; set by <see cref="RunFolder"/>. Null while the run is training, and in runs of older versions.
    /// </summary>
    public string? MetricsSha256 { get; init; }

    /// <summary>The time at which the run was created; set by <see cref="RunFolder.Create"/>.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>The time at which this record was last written; set by <see cref="RunFolder"/>.</summary>
    public DateTimeOffset Updated { get; init; }
}
