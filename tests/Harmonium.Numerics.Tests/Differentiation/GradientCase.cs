using Harmonium.Numerics.Differentiation;

namespace Harmonium.Numerics.Tests.Differentiation;

/// <summary>A computation with parameters of given shapes, whose gradient is held against finite differences.</summary>
public sealed record GradientCase(string Name, int[][] Shapes, Func<Tape, Node[], Node> Compute)
{
    /// <summary>Where parameters lie: numbers of this size around the center.</summary>
    public float Spread { get; init; } = 1;

    public float Center { get; init; }

    public override string ToString() => Name;
}
