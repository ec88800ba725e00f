namespace Harmonium.Tests.Storage;

/// <summary>The bytes of a file as seen by programs, and as stored on the disk.</summary>
internal sealed class SimulatedFile
{
    public List<byte> Bytes { get; init; } = [];

    public List<byte> FlushedBytes { get; set; } = [];

    public SimulatedFile After(Survival survival)
    {
        List<byte> kept = survival switch
        {
            Survival.Everything => Bytes,
            Survival.NamesAndHalfTheBytes => Bytes.SequenceEqual(FlushedBytes) ? Bytes : Bytes[..(Bytes.Count - ((Bytes.Count - Common()) / 2))],
            _ => FlushedBytes,
        };
        return new SimulatedFile { Bytes = [.. kept], FlushedBytes = [.. kept] };
    }

    private int Common() => Math.Min(FlushedBytes.Count, Bytes.Count);
}
