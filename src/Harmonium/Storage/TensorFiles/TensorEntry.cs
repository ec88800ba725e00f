namespace Harmonium.Storage.TensorFiles;

/// <summary>A tensor as described by a safetensors header.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Count">The product of the dimensions.</param>
/// <param name="Begin">The position of the first byte, counted from the end of the header.</param>
/// <param name="End">The position after the last byte.</param>
internal sealed record TensorEntry(string Name, ElementType Type, int[] Shape, int Count, long Begin, long End);
