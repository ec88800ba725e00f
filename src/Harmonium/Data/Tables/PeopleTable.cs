using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Data.Tables;

/// <summary>
/// A synthetic population with dependent columns of every kind. The latent variables are one of four lifestyles, wealth and fitness; the columns depend
/// on them. Drawn from a seed, identically on every computer, so that measurements on it are reproducible.
/// </summary>
internal static class PeopleTable
{
    /// <summary>The name of the table.</summary>
    public const string Name = "people";

    private static readonly string[] _regions = ["east", "north", "south", "west"];
    private static readonly string[] _work = ["clerk", "farmer", "retired", "student", "worker"];
    private static readonly string[] _travel = ["bicycle", "bus", "car", "foot"];

    // One entry per lifestyle: young in town, family, country, old age.
    private static readonly float[] _share = [0.28f, 0.34f, 0.2f, 0.18f];
    private static readonly double[] _age = [24, 41, 47, 71];
    private static readonly double[] _income = [17, 42, 27, 21];
    private static readonly double[] _logVisits = [-0.2, 0.3, 0.2, 1.8];
    private static readonly double[] _logChildren = [-2.5, 0.6, 0.9, 0.7];
    private static readonly double[] _logBooks = [1.6, 1.0, 0.2, 1.9];
    private static readonly double[][] _regionLogits = [[0.4, 1.6, -0.4, 0.2], [0.6, 0.8, 0.4, 0.4], [-0.6, -1.2, 1.9, 0.6], [0.3, 0.1, 0.6, 0.9]];
    private static readonly double[][] _workLogits = [[0.2, -3, -5, 2.4, 0.6], [1.9, -1, -4, -2, 1.6], [-1, 2.3, -2, -2.5, 0.7], [-2, -1, 3.2, -5, -2]];
    private static readonly double[][] _travelLogits = [[1.5, 1.2, -1, 0.6], [0, -0.2, 2, -0.6], [-0.4, -1.6, 2.4, 0], [-1.5, 1.3, 0.2, 1.1]];

    /// <summary>The columns.</summary>
    public static TableSchema Schema { get; } = new(
    [
        TableColumn.Real("age"), TableColumn.Real("height"), TableColumn.Real("weight"), TableColumn.Real("income"),
        TableColumn.Count("visits"), TableColumn.Count("children"), TableColumn.Count("books"),
        TableColumn.Categorical("region", _regions), TableColumn.Categorical("work", _work), TableColumn.Categorical("travel", _travel),
        TableColumn.YesNo("female"), TableColumn.YesNo("smoker"), TableColumn.YesNo("garden"), TableColumn.YesNo("insured"),
    ]);

    /// <summary>Returns people drawn from a seed, without missing cells.</summary>
    /// <param name="rows">The number of people, at least 1.</param>
    /// <param name="seed">The seed. Person i does not depend on the number of people.</param>
    public static Table Draw(int rows, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        Tensor cells = Tensor.Zeros(rows, Schema.Columns.Count);
        RandomStream stream = RandomStream.For(seed, Purpose.General);
        for (int row = 0; row < rows; row++)
            new Person(stream, row).CopyTo(cells.Row(row));
        return new Table(Name, Schema, cells);
    }

    /// <summary>One person. Each distribution uses its own branch of the random stream, at the positions (row, column).</summary>
    private readonly struct Person(RandomStream stream, int row)
    {
        internal void CopyTo(Span<float> cells)
        {
            int way = stream.At(1).Categorical(_share, row, 0);
            double wealth = Normal(0), fitness = Normal(1);
            double age = Math.Clamp(_age[way] + ((way == 3 ? 7 : 6) * Normal(2)), 18, 99);
            bool female = Chance(way == 3 ? 0.4 : 0, 0);
            double height = (female ? 166 : 179) + (6.5 * Normal(3)) - (0.06 * (age - 40));
            double weight = (0.9 * (height - 100)) + (0.12 * (age - 40)) - (4 * fitness) + (4.5 * Normal(4));
            double income = Math.Max(2, _income[way] + (9 * wealth) + (2.5 * Normal(5)));
            bool smoker = Chance(-0.7 - (1.1 * fitness) - (0.5 * wealth), 1);
            float[] made =
            [
                Rounded(age, 0), Rounded(height, 1), Rounded(weight, 1), Rounded(income, 2),
                Count(_logVisits[way] - (0.5 * fitness) + (smoker ? 0.4 : 0), 0), Count(_logChildren[way] - (0.15 * wealth), 1),
                    Count(_logBooks[way] + (0.4 * wealth), 2),
                Word(_regionLogits[way], [0, 0.3, -0.3, 0.1], wealth, 0), Word(_workLogits[way], [0.9, -0.4, 0, 0.2, -0.7], wealth, 1),
                    Word(_travelLogits[way], [0, -0.6, 0.9, -0.2], wealth, 2),
                female ? 1 : 0, smoker ? 1 : 0, Chance((way switch { 0 => -2.6, 1 => 0.8, 2 => 2.2, _ => 0.2 }) + (0.6 * wealth), 2) ? 1
                    : 0, Chance(0.5 + (1.6 * wealth) + (way == 3 ? 1 : 0), 3) ? 1 : 0,
            ];
            made.CopyTo(cells);
        }

        private static float Rounded(double value, int digits) => (float)Math.Round(value, digits);

        private double Normal(int column) => stream.At(2).Normal(row, column);

        private bool Chance(double logit, int column) => stream.At(3).Bernoulli((float)(1 / (1 + Math.Exp(-logit))), row, column);

        private float Count(double logRate, int column) => stream.At(4 + column).Poisson(Math.Exp(logRate), row);

        private float Word(double[] logits, double[] pull, double wealth, int column) =>
            stream.At(7).CategoricalFromLogWeights([.. logits.Select((logit, i) => (float)(logit + (pull[i] * wealth)))], row, column);
    }
}
