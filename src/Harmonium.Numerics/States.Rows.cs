namespace Harmonium.Numerics;

/// <content>Rows of a batch picked out and exchanged: what samplers with several chains need.</content>
public sealed partial class States
{
    /// <summary>The given examples in the given order, copied, [rows, units].</summary>
    /// <param name="rows">Which examples; one may occur more than once.</param>
    /// <param name="into">States of the same kind to write to; new ones when null or when they do not fit.</param>
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

    /// <summary>Two batches with some of their examples exchanged, both new.</summary>
    /// <param name="other">The other batch, of the same shape and representation.</param>
    /// <param name="exchanged">For each example whether it changes sides, [batch].</param>
    /// <exception cref="ArgumentException">The batches have different shapes.</exception>
    public (States First, States Second) Exchange(States other, ReadOnlySpan<bool> exchanged)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Rows != Rows || other.Columns != Columns || exchanged.Length != Rows)
            throw new ArgumentException($"States of [{Rows}, {Columns}] exchange examples with states of that shape, one flag each; the others are " +
                $"[{other.Rows}, {other.Columns}], the flags {exchanged.Length}.", nameof(other));
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
