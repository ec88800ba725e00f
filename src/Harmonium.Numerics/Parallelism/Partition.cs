namespace Harmonium.Numerics.Parallelism;

/// <summary>[0, items) cut into contiguous ranges that differ by at most one grain.</summary>
internal readonly record struct Partition(int Items, int Granularity, int Grains, int Parts)
{
    /// <summary>Where a part starts; the number of items for the part after the last.</summary>
    public int Start(int part) => (int)Math.Min((long)Grains * part / Parts * Granularity, Items);
}
