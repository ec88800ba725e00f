namespace Harmonium.Storage.TensorFiles;

/// <summary>One tensor as a safetensors header announces it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The kind of its numbers.</param>
/// <param name="Shape">The length of every dimension.</param>
/// <param name="Count">The product of the dimensions.</param>
/// <param name="Begin">The first byte, counted from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
internal sealed record TensorEntry(string Name, ElementType Type, int[] Shape, int Count, long Begin, long End);
