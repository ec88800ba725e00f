namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>States of which few units are active, or that are bits, as kernels see them.</summary>
internal readonly struct StatesView
{
    private readonly object _owner;

    /// <summary>Views states.</summary>
    /// <param name="lists">The active units of each row.</param>
    /// <param name="rows">How many examples.</param>
    /// <param name="columns">How many units.</param>
    /// <param name="byTables">Whether products add sums from tables.</param>
    /// <param name="signs">Whether bits stand for −1 and 1.</param>
    /// <param name="owner">What keeps the memory alive.</param>
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

    /// <summary>How many examples there are.</summary>
    internal int Rows { get; }

    /// <summary>How many units there are.</summary>
    internal int Columns { get; }

    /// <summary>Whether products add sums of four weight rows from tables.</summary>
    internal bool ByTables { get; }

    /// <summary>Whether bits stand for −1 and 1, not for 0 and 1.</summary>
    internal bool AreSigns { get; }

    /// <summary>Keeps the memory alive up to this call.</summary>
    internal void KeepAlive() => GC.KeepAlive(_owner);
}
