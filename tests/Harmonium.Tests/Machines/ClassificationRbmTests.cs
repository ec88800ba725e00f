using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class ClassificationRbmTests
{
    private const int Visible = 5;
    private const int Classes = 3;
    private const int Hidden = 4;

    private static readonly ClassificationRbm Machine = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 14);
    private static readonly EnumeratedClassifier Oracle = new(Machine);

    [Fact]
    public void The_probability_of_a_class_is_the_sum_over_all_hidden_states()
    {
        Tensor log = Machine.LogProbabilities(States.From(EveryVisible()));

        for (int v = 0; v < 1 << Visible; v++)
        {
            for (int y = 0; y < Classes; y++)
                Assert.Equal(Oracle.LogConditional(v, y), log[v, y], 2e-6);
        }
    }

    [Fact]
    public void The_most_probable_class_is_chosen()
    {
        int[] chosen = Machine.Classify(States.From(EveryVisible()));

        Assert.Equal([.. Enumerable.Range(0, 1 << Visible).Select(v => Enumerable.Range(0, Classes).MaxBy(y => Oracle.LogConditional(v, y)))], chosen);
        Assert.Equal(Classes, chosen.Distinct().Count());
    }

    [Fact]
    public void The_energy_is_that_of_three_layers()
    {
        MachineState state = new()
        {
            [Machine.Visible] = States.From(Tensor.From([1, 0, 1, 1, 0], 1, Visible)),
            [Machine.Label] = States.From(Tensor.From([0, 0, 1], 1, Classes)),
            [Machine.Hidden] = States.From(Tensor.From([1, 1, 0, 1], 1, Hidden)),
        };

        Assert.Equal(-Oracle.NegativeEnergy(0b01101, 2, 0b1011), Machine.Machine.Energy(state)[0], 1e-5);
    }

    [Fact]
    public void The_error_is_the_fraction_of_labels_that_are_not_the_most_probable()
    {
        int[] chosen = Machine.Classify(States.From(EveryVisible()));
        int[] labels = [.. chosen.Select((y, v) => v < 8 ? (y + 1) % Classes : y)];
        Dataset data = new("all", new FloatExamples(EveryVisible()), ItemShape.Vector(Visible)) { Labels = labels };

        (double error, double crossEntropy) = Machine.Judge(data);

        Assert.Equal(8.0 / (1 << Visible), error);
        Assert.Equal(-labels.Select((y, v) => Oracle.LogConditional(v, y)).Average(), crossEntropy, 1e-6);
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused_with_the_reason()
    {
        Dataset wide = new("wide", new FloatExamples(Tensor.Zeros(2, 6)), ItemShape.Vector(6)) { Labels = [0, 1] };
        Dataset rich = new("rich", new FloatExamples(Tensor.Zeros(2, Visible)), ItemShape.Vector(Visible)) { Labels = [0, Classes] };
        Dataset mute = new("mute", new FloatExamples(Tensor.Zeros(2, Visible)), ItemShape.Vector(Visible));

        Assert.Contains("5 visible units", Assert.Throws<UnfitDataException>(() => Machine.Judge(wide)).Message);
        Assert.Contains("has 3 classes", Assert.Throws<UnfitDataException>(() => Machine.Judge(rich)).Message);
        Assert.Contains("no labels", Assert.Throws<ArgumentException>(() => Machine.Judge(mute)).Message);
        Assert.Contains("two classes", Assert.Throws<ArgumentException>(() => new ClassificationRbm(new Bernoulli(2), 1, new Bernoulli(2))).Message);
    }

    [Fact]
    public void A_clone_has_its_own_parameters()
    {
        ClassificationRbm clone = Machine.Clone();
        Assert.Equal(EnumeratedClassifier.Read(Machine), EnumeratedClassifier.Read(clone));

        clone.LabelCoupling.Weights[0, 0] += 1;

        Assert.NotEqual(EnumeratedClassifier.Read(Machine), EnumeratedClassifier.Read(clone));
    }

    private static Tensor EveryVisible()
    {
        Tensor all = Tensor.Zeros(1 << Visible, Visible);
        for (int v = 0; v < all.Rows; v++)
        {
            for (int i = 0; i < Visible; i++)
                all[v, i] = v >> i & 1;
        }

        return all;
    }
}
