namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>A view of sparse or binary states for kernels.</summary>
internal readonly struct StatesView
{
    private readonly object _owner;

    /// <summary>Creates a view of states.</summary>
    /// <param name="lists">The active units of each row.</param>
    /// <param name="rows">The number of examples.</param>
    /// <param name="columns">The number of units.</param>
    /// <param name="byTables">True if products use tables of sums.</param>
    /// <param name="signs">True if bits stand for −1 and 1.</param>
    /// <param name="owner">The object that keeps the memory alive.</param>
    internal StatesView(in RowLists lists, int rows, int columns, bool byTables, bool signs, object owner)
    {
        Lists = lists;
        Rows = rows;
        Columns = columns;
        ByTables = byTables;
        AreSigns = signs;
        _owner = owner;
    }

    /// <summary>The active units of each row.</summary>
    internal RowLists Lists { get; }

    /// <summary>The number of examples.</summary>
    internal int Rows { get; }

    /// <summary>The number of units.</summary>
    internal int Columns { get; }

    /// <summary>True if products add sums of four weight rows from tables.</summary>
    internal bool ByTables { get; }

    /// <summary>True if bits stand for −1 and 1 instead of 0 and 1.</summary>
    internal bool AreSigns { get; }

    /// <summary>Keeps the memory alive until this call.</summary>
    internal void KeepAlive() => GC.KeepAlive(_owner);
}
