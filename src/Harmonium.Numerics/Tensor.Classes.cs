namespace Harmonium.Numerics;

/// <content>Hidden units under every class at once.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// scale · Σ_units kept · log(1 + exp(x + table[class])), [batch, units] → [batch, classes]: what the hidden units of a classification
    /// RBM add to the score of each class (Larochelle &amp; Bengio 2008, section 2).
    /// </summary>
    /// <param name="table">What each class adds to the input of each unit, its bias included, [classes, units].</param>
    /// <param name="kept">1 for units that take part in an example, 0 for those that do not, [batch, units]; all do when null.</param>
    /// <param name="scale">What the sum is multiplied by.</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor SumOfSoftplusByClass(Tensor table, Tensor? kept = null, float scale = 1, Tensor? into = null)
    {
        RequireTable(table, kept);
        into = Target(into, Rows, table.Rows);
        Device.SumOfSoftplusByClass(this, table, kept, scale, into);
        return into;
    }

    /// <summary>
    /// Mixtures of what the units do under each class. With r[s, y] = scale · kept[s] · σ(x[s] + table[y]): Σ_y a[s, y] r[s, y] and
    /// Σ_y b[s, y] r[s, y], both [batch, units], and Σ_s weight[s] (a[s, y] − b[s, y]) r[s, y], [classes, units].
    /// </summary>
    /// <param name="table">What each class adds to the input of each unit, its bias included, [classes, units].</param>
    /// <param name="weights">The weight of each example in the sum over examples, [batch].</param>
    /// <param name="a">The weights of the first mixture, [batch, classes].</param>
    /// <param name="b">The weights of the second mixture, [batch, classes].</param>
    /// <param name="kept">1 for units that take part in an example, 0 for those that do not, [batch, units]; all do when null.</param>
    /// <param name="scale">What every unit is multiplied by.</param>
    /// <param name="first">Receives the first mixture, [batch, units].</param>
    /// <param name="second">Receives the second mixture, [batch, units].</param>
    /// <param name="difference">Receives the sum over the examples, [classes, units].</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void MixSigmoidByClass(Tensor table, Tensor weights, Tensor a, Tensor b, Tensor first, Tensor second, Tensor difference, Tensor? kept = null,
        float scale = 1)
    {
        RequireTable(table, kept);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        foreach (Tensor shares in (Tensor[])[a, b])
        {
            if (shares.Rows != Rows || shares.Columns != table.Rows)
                throw new ArgumentException($"A mixture over {table.Rows} classes of {Rows} examples needs weights of [{Rows}, {table.Rows}]; these are " +
                    $"{Describe(shares.Shape)}.");
        }

        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != Rows)
            throw new ArgumentException($"{Rows} examples need as many weights; these are {Describe(weights.Shape)}.", nameof(weights));

        foreach ((Tensor result, int rows) in ((Tensor, int)[])[(first, Rows), (second, Rows), (difference, table.Rows)])
        {
            ArgumentNullException.ThrowIfNull(result);
            _ = Target(result, rows, Columns);
        }

        Device.MixSigmoidByClass(this, Padded(table), kept, scale, weights, a, b, first, second, difference);
    }

    // The kernel reads whole vectors of the table.
    private static Tensor Padded(Tensor table) => table.RowStride % LineLength == 0 ? table : table.CopyTo(Aligned(table.Device, table.Rows, table.Columns));

    private void RequireTable(Tensor table, Tensor? kept)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Rank != 2 || table.Columns != Columns)
            throw new ArgumentException($"Inputs of {Describe(Shape)} need a table of [classes, {Columns}]; this one is {Describe(table.Shape)}.",
                nameof(table));
        if (kept is not null && (kept.Rows != Rows || kept.Columns != Columns))
            throw new ArgumentException($"Inputs of {Describe(Shape)} need as many zeros and ones; these are {Describe(kept.Shape)}.", nameof(kept));
    }
}
