using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <content>States stored as their nonzero values.</content>
public sealed partial class States
{
    /// <summary>Creates states that are all 0, stored as their nonzero values.</summary>
    public static States NoCounts(Device device, int rows, int columns) => OfSparse(device, rows, columns, new SparseRows(new int[rows + 1], [], []));

    internal static States OfSparse(Device device, int rows, int columns, SparseRows values) => new(device, rows, columns, null, values, null);

    private void ExpandSparse(Tensor into)
    {
        SparseRows sparse = Sparse!;
        for (int row = 0; row < Rows; row++)
        {
            Span<float> numbers = into.Row(row);
            numbers.Clear();
            for (int i = sparse.Starts[row]; i < sparse.Starts[row + 1]; i++)
                numbers[sparse.Columns[i]] = sparse.Values[i];
        }
    }
}
