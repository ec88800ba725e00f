namespace Harmonium.Numerics;

/// <content>Selecting and exchanging examples of a batch, for samplers with several chains.</content>
public sealed partial class States
{
    /// <summary>Copies the given examples in the given order, [rows, units].</summary>
    /// <param name="rows">The indices of the examples; repeats are allowed.</param>
    /// <param name="into">States of the same kind to write to. New ones are created if null or if they do not fit.</param>
    public States Take(ReadOnlySpan<int> rows, States? into = null)
    {
        if (Bits is null)
        {
            Tensor source = AsTensor(), values = Tensor.Zeros(Device, rows.Length, Columns);
            for (int i = 0; i < rows.Length; i++)
                source.Row(rows[i]).CopyTo(values.Row(i));
            return Dense(values);
        }

        States target = into?.Bits is not null && into.AreSigns == AreSigns && into.Rows == rows.Length && into.Columns == Columns ? into : Like(rows.Length);
        for (int i = 0; i < rows.Length; i++)
            Bits.Row(rows[i]).CopyTo(target.Bits!.Words.AsSpan(i * Bits.WordsPerRow));
        target.Changed();
        return target;
    }

    /// <summary>Exchanges some examples of two batches. Both results are new.</summary>
    /// <param name="other">The other batch, of the same shape and representation.</param>
    /// <param name="exchanged">For each example, true to exchange it, [batch].</param>
    /// <exception cref="ArgumentException">The batches have different shapes.</exception>
    public (States First, States Second) Exchange(States other, ReadOnlySpan<bool> exchanged)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Rows != Rows || other.Columns != Columns || exchanged.Length != Rows)
            throw new ArgumentException($"Exchanging examples with states of [{Rows}, {Columns}] needs states of the same shape and one flag per example; " +
                $"the other states are [{other.Rows}, {other.Columns}], the flags {exchanged.Length}.", nameof(other));
        if (Bits is null || other.Bits is null || AreSigns != other.AreSigns)
            return ExchangeNumbers(AsTensor().Clone(), other.AsTensor().Clone(), exchanged);
        States first = Clone(), second = other.Clone();
        for (int row = 0; row < Rows; row++)
        {
            if (!exchanged[row])
                continue;
            Bits.Row(row).CopyTo(second.Bits!.Words.AsSpan(row * Bits.WordsPerRow));
            other.Bits.Row(row).CopyTo(first.Bits!.Words.AsSpan(row * Bits.WordsPerRow));
        }

        return (first, second);
    }

    private static (States First, States Second) ExchangeNumbers(Tensor first, Tensor second, ReadOnlySpan<bool> exchanged)
    {
        for (int row = 0; row < exchanged.Length; row++)
        {
            if (!exchanged[row])
                continue;
            float[] kept = first.Row(row).ToArray();
            second.Row(row).CopyTo(first.Row(row));
            kept.CopyTo(second.Row(row));
        }

        return (Dense(first), Dense(second));
    }
}
