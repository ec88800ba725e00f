namespace Harmonium.Data.Streams;

/// <summary>Arrays that grow as their content arrives, so that a header's claim alone allocates little.</summary>
internal static class Growth
{
    private const int FirstLength = 1 << 22;

    /// <summary>An array with the same content and more room, up to <paramref name="wanted"/>.</summary>
    internal static T[] Enlarge<T>(T[] array, long wanted)
    {
        Array.Resize(ref array, (int)Math.Min(Math.Min(wanted, Array.MaxLength), Math.Max(FirstLength, 4L * array.Length)));
        return array;
    }
}
