namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>The memory in which one thread's kernels work: kept from call to call, so that a training step allocates nothing for it.</summary>
internal sealed class Workspace
{
    [ThreadStatic]
    private static Workspace? _ofThread;

    private Workspace()
    {
    }

    /// <summary>The workspace of the calling thread.</summary>
    internal static Workspace OfThread => _ofThread ??= new Workspace();

    /// <summary>Where lists of active units begin.</summary>
    internal Scratch Starts { get; } = new();

    /// <summary>Lists of active units.</summary>
    internal Scratch Offsets { get; } = new();

    /// <summary>The values of active units.</summary>
    internal Scratch Values { get; } = new();

    /// <summary>What tables of sums are made of, where it does not lie ready.</summary>
    internal Scratch TablePanel { get; } = new();

    /// <summary>Tables of sums.</summary>
    internal Scratch Tables { get; } = new();

    /// <summary>A panel of a matrix, its rows side by side.</summary>
    internal Scratch Panel { get; } = new();

    /// <summary>Sums on their way to where they belong.</summary>
    internal Scratch Sums { get; } = new();

    /// <summary>Rows of a gradient that the step of an optimizer is about to use.</summary>
    internal Scratch Gradient { get; } = new();

    /// <summary>What a dense product packs.</summary>
    internal Scratch Product { get; } = new();

    /// <summary>Parts of results that wait to be added.</summary>
    internal Scratch Parts { get; } = new();
}
