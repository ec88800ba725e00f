using System.Security.Cryptography;
using Harmonium.Numerics;

namespace Harmonium.Data;

/// <summary>The values of a data set, a row an example, kept in whatever form is smallest.</summary>
public abstract class Examples
{
    /// <summary>How many examples there are.</summary>
    public abstract int Count { get; }

    /// <summary>How many numbers each example has.</summary>
    public abstract int Columns { get; }

    /// <summary>Copies the examples at the given rows, in their natural range, over the tensor's numbers.</summary>
    /// <param name="rows">The rows wanted, in any order, repeated or not.</param>
    /// <param name="into">[rows, columns]: receives the values.</param>
    /// <exception cref="ArgumentException">The tensor has another number of rows or columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public abstract void CopyRows(ReadOnlySpan<int> rows, Tensor into);

    /// <summary>The examples at the given rows, in their order; the values are shared, not copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public abstract Examples Take(ReadOnlySpan<int> rows);

    /// <summary>The examples at the given rows as a tensor [rows, columns].</summary>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public Tensor Rows(ReadOnlySpan<int> rows)
    {
        Tensor result = Tensor.Zeros(rows.Length, Columns);
        CopyRows(rows, result);
        return result;
    }

    /// <summary>The form in which values are kept, in words; a part of the fingerprint.</summary>
    protected internal abstract string Encoding { get; }

    /// <summary>Adds the stored bytes of one example to a hash.</summary>
    protected internal abstract void AppendRow(int row, IncrementalHash hash);

    private protected void RequireRoom(int rows, Tensor into)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (into.Rows != rows || into.Columns != Columns)
        {
            throw new ArgumentException(
                $"{rows} examples of {Columns} numbers need a tensor of shape [{rows}, {Columns}]; this one is {Tensor.Describe(into.Shape)}.", nameof(into));
        }
    }
}
