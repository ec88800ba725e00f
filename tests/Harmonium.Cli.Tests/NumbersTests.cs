using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Storage.Folders;

namespace Harmonium.Cli.Tests;

/// <summary>The numbers that commands write, compared with the library.</summary>
public sealed class NumbersTests(TrainedRuns runs) : IClassFixture<TrainedRuns>
{
    [Theory]
    [InlineData("features.npy", "--split")]
    [InlineData("features.csv", "--part")]
    public void Features_are_the_means_of_the_hidden_units(string name, string option)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, Session.Run("features", runs.A, option, "train", "--output", folder.At(name)).ExitCode);
        Dataset written = Read(folder.At(name));
        RestrictedBoltzmannMachine rbm = ((RbmModel)ModelKinds.BuiltIn.Open(new RunView(runs.A).ModelPath, Device.Default).Model).Rbm;
        Dataset train = DataSource.Open(runs.Data, new DataLocations(null, ""), DataLimits.Default, new DataOptions { Validation = 40 }).Train;
        Tensor expected = rbm.MeanHiddenFrom(States.From(train.Examples.Rows([0, 1, 159])));
        Tensor found = written.Examples.Rows([0, 1, 159]);
        Assert.Equal((160, 6), (written.Count, written.Examples.Columns));
        for (int row = 0; row < 3; row++)
        {
            for (int unit = 0; unit < 6; unit++)
                Assert.Equal(expected[row, unit], found[row, unit], 1e-6f);
        }
    }

    [Fact]
    public void A_completion_keeps_what_it_was_given()
    {
        using TemporaryFolder folder = new();
        string[] verb = ["complete", runs.A, "--sweeps", "20", "--count", "10", "--output"];
        Assert.Equal(0, Session.Run([.. verb, folder.At("top.npy"), "--keep", "top"]).ExitCode);
        Assert.Equal(0, Session.Run([.. verb, folder.At("left.npy"), "--keep", "left"]).ExitCode);
        Tensor top = Read(folder.At("top.npy")).Examples.Rows([.. Enumerable.Range(0, 10)]),
            left = Read(folder.At("left.npy")).Examples.Rows([.. Enumerable.Range(0, 10)]);
        for (int row = 0; row < 10; row++)
        {
            // The upper left quarter is known in both and is 0 or 1. Filled-in pixels are means of many samples.
            for (int pixel = 0; pixel < Toy.Side * Toy.Side / 2; pixel++)
            {
                if (pixel % Toy.Side < Toy.Side / 2)
                    Assert.Equal(top[row, pixel], left[row, pixel]);
                Assert.True(top[row, pixel] is 0 or 1);
            }
        }

        Assert.Contains(Enumerable.Range(Toy.Side * Toy.Side / 2, 20), pixel => top[0, pixel] is > 0 and < 1);
    }

    [Fact]
    public void The_same_seed_draws_the_same_samples_and_another_seed_others()
    {
        using TemporaryFolder folder = new();
        byte[] Draw(string name, string seed)
        {
            Assert.Equal(0, Session.Run("sample", runs.A, "--count", "5", "--sweeps", "10", "--seed", seed, "--output", folder.At(name)).ExitCode);
            return File.ReadAllBytes(folder.At(name));
        }

        byte[] one = Draw("1.npy", "1");
        Assert.Equal(one, Draw("again.npy", "1"));
        Assert.NotEqual(one, Draw("2.npy", "2"));
    }

    private static Dataset Read(string path) => DataSource.Open(path, new DataLocations(null, ""), DataLimits.Default, new DataOptions { Labels = null }).Train;
}
