using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Data.Tables;

/// <summary>
/// A synthetic table with nonlinear dependences: four numbers on a curve, a, sin 4a, a² and cos 3a with noise of 0.08, and the sign of a with the sign of
/// sin 4a as a word. Drawn from a seed, identically on every computer.
/// </summary>
internal static class CurveTable
{
    /// <summary>The name of the table.</summary>
    public const string Name = "curve";

    private const double Noise = 0.08;

    /// <summary>The columns.</summary>
    public static TableSchema Schema { get; } = new(
        [TableColumn.Real("a"), TableColumn.Real("b"), TableColumn.Real("c"), TableColumn.Real("d"), TableColumn.Categorical("signs", "--", "-+", "+-", "++")]);

    /// <summary>Returns rows drawn from a seed, without missing cells.</summary>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="seed">The seed. Row i does not depend on the number of rows.</param>
    public static Table Draw(int rows, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        RandomStream random = RandomStream.For(seed, Purpose.General);
        Tensor cells = Tensor.Zeros(rows, Schema.Columns.Count);
        for (int row = 0; row < rows; row++)
        {
            double a = (2 * random.Uniform(row, 0)) - 1;
            double[] curve = [a, Math.Sin(4 * a), a * a, Math.Cos(3 * a)];
            for (int column = 0; column < curve.Length; column++)
                cells[row, column] = (float)Math.Round(curve[column] + (Noise * random.At(1).Normal(row, column)), 4);
            cells[row, curve.Length] = (a > 0 ? 2 : 0) + (curve[1] > 0 ? 1 : 0);
        }

        return new Table(Name, Schema, cells);
    }
}
