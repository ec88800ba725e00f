namespace Harmonium.Data.Streams;

/// <summary>Arrays that grow as their content arrives, so that a header alone cannot cause a large allocation.</summary>
internal static class Growth
{
    private const int FirstLength = 1 << 22;

    /// <summary>Returns an array with the same content and a larger length, up to <paramref name="wanted"/>.</summary>
    internal static T[] Enlarge<T>(T[] array, long wanted)
    {
        Array.Resize(ref array, (int)Math.Min(Math.Min(wanted, Array.MaxLength), Math.Max(FirstLength, 4L * array.Length)));
        return array;
    }
}
