namespace Harmonium.Numerics;

/// <content>Hidden units for every class at once.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// scale · Σ_units kept · log(1 + exp(x + table[class])), [batch, units] → [batch, classes]: the contribution of the hidden units of a classification RBM
    /// to the score of each class (Larochelle &amp; Bengio 2008, section 2).
    /// </summary>
    /// <param name="table">The contribution of each class to the input of each unit, biases included, [classes, units].</param>
    /// <param name="kept">1 for units that are kept in an example, 0 for units that are dropped, [batch, units]; null to keep all.</param>
    /// <param name="scale">The factor of the sum.</param>
    /// <param name="into">Receives the result; a new tensor if null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor SumOfSoftplusByClass(Tensor table, Tensor? kept = null, float scale = 1, Tensor? into = null)
    {
        RequireTable(table, kept);
        into = Target(into, Rows, table.Rows);
        Device.SumOfSoftplusByClass(this, table, kept, scale, into);
        return into;
    }

    /// <summary>
    /// Mixtures of the mean activations over the classes. With r[s, y] = scale · kept[s] · σ(x[s] + table[y]): Σ_y a[s, y] r[s, y] and Σ_y b[s, y] r[s, y],
    /// both [batch, units], and Σ_s weight[s] (a[s, y] − b[s, y]) r[s, y], [classes, units].
    /// </summary>
    /// <param name="table">The contribution of each class to the input of each unit, biases included, [classes, units].</param>
    /// <param name="weights">The weight of each example in the sum over examples, [batch].</param>
    /// <param name="a">The weights of the first mixture, [batch, classes].</param>
    /// <param name="b">The weights of the second mixture, [batch, classes].</param>
    /// <param name="kept">1 for units that are kept in an example, 0 for units that are dropped, [batch, units]; null to keep all.</param>
    /// <param name="scale">The factor of every unit.</param>
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
            throw new ArgumentException(
                $"There must be one weight per example; there are {Rows} examples, and the weights are {Describe(weights.Shape)}.", nameof(weights));

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
            throw new ArgumentException(
                $"The mask of kept units must have the shape of the inputs, {Describe(Shape)}; it is {Describe(kept.Shape)}.", nameof(kept));
    }
}
