using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Harmonium.Storage.TensorFiles;

/// <summary>An element type of safetensors files, and its conversion to float32.</summary>
/// <param name="Name">The name in the format, such as "F16".</param>
/// <param name="Bytes">The size of one element in bytes.</param>
/// <param name="Convert">Converts little-endian numbers. Returns the index of the first that float32 cannot represent, or −1.</param>
internal sealed record ElementType(string Name, int Bytes, ElementType.Conversion Convert)
{
    private static readonly FrozenDictionary<string, ElementType> _known = new ElementType[]
    {
        new("F32", 4, (source, target) => Each<float>(source, target, static x => x, static (_, _) => true)),
        new("F64", 8, (source, target) => Each<double>(source, target, static x => (float)x, static (x, y) => float.IsFinite(y) || !double.IsFinite(x))),
        new("F16", 2, (source, target) => Each<Half>(source, target, static x => (float)x, static (_, _) => true)),
        new("BF16", 2, (source, target) => Each<ushort>(source, target, static x => BitConverter.UInt32BitsToSingle((uint)x << 16), static (_, _) => true)),
        new("I64", 8, (source, target) => Each<long>(source, target, static x => x, static (x, y) => (Int128)y == x)),
        new("I32", 4, (source, target) => Each<int>(source, target, static x => x, static (x, y) => (long)y == x)),
        new("U8", 1, (source, target) => Each<byte>(source, target, static x => x, static (_, _) => true)),
    }.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    internal delegate int Conversion(ReadOnlySpan<byte> source, Span<float> target);

    /// <summary>The names of the supported types, for messages.</summary>
    internal static string KnownNames { get; } = string.Join(", ", _known.Keys.Order(StringComparer.Ordinal));

    internal static ElementType? Find(string name) => _known.GetValueOrDefault(name);

    private static int Each<T>(ReadOnlySpan<byte> source, Span<float> target, Func<T, float> convert, Func<T, float, bool> holds)
        where T : unmanaged
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(source);
        for (int i = 0; i < numbers.Length; i++)
        {
            target[i] = convert(numbers[i]);
            if (!holds(numbers[i], target[i]))
                return i;
        }

        return -1;
    }
}
