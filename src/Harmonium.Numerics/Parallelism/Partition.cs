namespace Harmonium.Numerics.Parallelism;

/// <summary>[0, items) divided into contiguous ranges that differ by at most one grain.</summary>
internal readonly record struct Partition(int Items, int Granularity, int Grains, int Parts)
{
    /// <summary>The start of a range; for the index after the last range, the number of items.</summary>
    public int Start(int part) => (int)Math.Min((long)Grains * part / Parts * Granularity, Items);
}
