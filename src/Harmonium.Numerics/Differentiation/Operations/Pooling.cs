namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>Mean or max pooling. Backward: an equal share to every element of a window, or the whole gradient to the first maximum.</summary>
internal sealed class Pooling : Node
{
    private readonly Node _planes;
    private readonly int _side;
    private readonly bool _largest;

    internal Pooling(Node planes, int side, bool largest)
        : base(planes.Tape, Result(planes, side), planes.NeedsGradient)
    {
        (_planes, _side, _largest) = (planes, side, largest);
        Device.Pool(planes.Value, side, largest, Value);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Tensor into = _planes.Receive(out bool accumulate);
        Device.PoolBackward(_planes.Value, Value, Gradient, _side, _largest, into, accumulate);
    }

    private static Tensor Result(Node planes, int side)
    {
        (int channels, int height, int width, int batch) = Planes.SizesOf(planes);
        return side >= 1 && side <= height && side <= width
            ? planes.Tape.Buffer(channels, height / side, width / side, batch)
            : throw new ArgumentException($"Pooling windows of {side} × {side} do not fit into planes of {height} × {width}.", nameof(side));
    }
}
