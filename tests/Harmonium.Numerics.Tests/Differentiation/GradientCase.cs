using Harmonium.Numerics.Differentiation;

namespace Harmonium.Numerics.Tests.Differentiation;

/// <summary>A computation with parameters of given shapes, whose gradient is compared with finite differences.</summary>
internal sealed record GradientCase(string Name, int[][] Shapes, Func<Tape, Node[], Node> Compute)
{
    /// <summary>The range of the parameters: uniform numbers of at most this magnitude, around the center.</summary>
    public float Spread { get; init; } = 1;

    public float Center { get; init; }

    public override string ToString() => Name;
}
