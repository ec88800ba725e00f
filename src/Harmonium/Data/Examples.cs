using System.Security.Cryptography;
using Harmonium.Numerics;

namespace Harmonium.Data;

/// <summary>The values of a data set, one row per example, stored in a compact form.</summary>
public abstract class Examples
{
    /// <summary>The number of examples.</summary>
    public abstract int Count { get; }

    /// <summary>The number of values per example.</summary>
    public abstract int Columns { get; }

    /// <summary>Copies the examples at the given rows into a tensor.</summary>
    /// <param name="rows">The rows, in any order, with or without repetition.</param>
    /// <param name="into">The destination, [rows, columns].</param>
    /// <exception cref="ArgumentException">The tensor has a different number of rows or columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public abstract void CopyRows(ReadOnlySpan<int> rows, Tensor into);

    /// <summary>Returns the examples at the given rows, in that order. Values are shared, not copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public abstract Examples Take(ReadOnlySpan<int> rows);

    /// <summary>Returns the examples at the given rows as a tensor, [rows, columns].</summary>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public Tensor Rows(ReadOnlySpan<int> rows)
    {
        Tensor result = Tensor.Zeros(rows.Length, Columns);
        CopyRows(rows, result);
        return result;
    }

    /// <summary>The name of the storage format, which is part of the fingerprint.</summary>
    protected internal abstract string Encoding { get; }

    /// <summary>Adds the stored bytes of one example to a hash.</summary>
    protected internal abstract void AppendRow(int row, IncrementalHash hash);

    private protected void RequireRoom(int rows, Tensor into)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (into.Rows != rows || into.Columns != Columns)
        {
            throw new ArgumentException(
                $"{rows} examples of {Columns} values need a tensor of shape [{rows}, {Columns}]; this one is {Tensor.Describe(into.Shape)}.", nameof(into));
        }
    }
}
