namespace Harmonium.Numerics.Differentiation;

/// <summary>Feature maps in the layout of convolutions: [channels, height, width, batch].</summary>
internal static class Planes
{
    /// <summary>Returns the four sizes of the planes.</summary>
    /// <exception cref="ArgumentException">The node does not have four dimensions.</exception>
    internal static (int Channels, int Height, int Width, int Batch) SizesOf(Node node)
    {
        ReadOnlySpan<int> shape = node.Value.Shape;
        return shape.Length == 4
            ? (shape[0], shape[1], shape[2], shape[3])
            : throw new ArgumentException(
                $"Planes must have the shape [channels, height, width, batch]; this node is {Tensor.Describe(shape)}. Call RowsToPlanes(…) first.");
    }
}
