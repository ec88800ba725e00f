namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>The scratch buffers of one thread. They are kept between calls, so training steps allocate none.</summary>
internal sealed class Workspace
{
    [ThreadStatic]
    private static Workspace? _ofThread;

    private Workspace()
    {
    }

    /// <summary>The workspace of the calling thread.</summary>
    internal static Workspace OfThread => _ofThread ??= new Workspace();

    /// <summary>The start of each list of active units.</summary>
    internal Scratch Starts { get; } = new();

    /// <summary>Lists of active units.</summary>
    internal Scratch Offsets { get; } = new();

    /// <summary>The values of active units.</summary>
    internal Scratch Values { get; } = new();

    /// <summary>A packed tile for building tables of sums.</summary>
    internal Scratch TableTile { get; } = new();

    /// <summary>Tables of sums.</summary>
    internal Scratch Tables { get; } = new();

    /// <summary>A packed tile of a matrix.</summary>
    internal Scratch Tile { get; } = new();

    /// <summary>Partial sums.</summary>
    internal Scratch Sums { get; } = new();

    /// <summary>Rows of a gradient for an optimizer step.</summary>
    internal Scratch Gradient { get; } = new();

    /// <summary>The packed operands of a dense product.</summary>
    internal Scratch Product { get; } = new();

    /// <summary>Partial results to be added.</summary>
    internal Scratch Parts { get; } = new();
}
