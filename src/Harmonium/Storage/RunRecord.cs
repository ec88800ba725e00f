using System.Text.Json;

namespace Harmonium.Storage;

/// <summary>What <c>run.json</c> says of a run: all that is needed to make it again, and how it stands.</summary>
public sealed record RunRecord
{
    /// <summary>The JSON object that describes the machine that is trained, as in the model file.</summary>
    public required JsonElement Machine { get; init; }

    /// <summary>The effective settings, a JSON object.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>The seed of all random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The name or path of the data, as the user gave it.</summary>
    public required string Data { get; init; }

    /// <summary>What tells the data from other data: a SHA-256 of its content.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>The version of the program.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The processor, its cores, its vectors and so on: what the speed and the last bits of the results depend on.</summary>
    public IReadOnlyDictionary<string, string> Computer { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the run stands.</summary>
    public RunState State { get; init; }

    /// <summary>A word to the user on the state, such as why the run failed; null when there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>The SHA-256 of the model file; null until there is one.</summary>
    public string? ModelSha256 { get; init; }

    /// <summary>When the run was made; set by <see cref="RunFolder.Create"/>.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When this record was last written; set by <see cref="RunFolder"/>.</summary>
    public DateTimeOffset Updated { get; init; }
}
