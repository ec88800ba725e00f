using System.Text.Json;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Storage;
using Harmonium.Units;

namespace Harmonium.Tests.Runs.Kinds;

/// <summary>A file for every kind of visible units, written by another program, with two visible and two hidden units.</summary>
public sealed class UnitKindFileTests
{
    // E = E_v(v) − c·h − v W h with W = [0.5 −1; 0.25 2], b = (0.125, −0.5), c = (0.75, −0.25), log-variances (0.5, −0.25), 5 trials, at h = (1, 0);
    // of the document of three words with −3 c·h.
    [Theory]
    [InlineData("bernoulli", 1, 0, -1.375)]
    [InlineData("spin", 1, -1, -1.625)]
    [InlineData("gaussian", 1.5f, -2, 1.0178896)]
    [InlineData("relu", 1.5f, 0.25f, -0.46875)]
    [InlineData("poisson", 3, 1, -0.5832405)]
    [InlineData("binomial", 3, 1, -6.287023)]
    [InlineData("categorical", 0, 1, -0.5)]
    [InlineData("multinomial", 2, 1, -3.25)]
    [InlineData("continuous", 0.25f, 0.5f, -0.78125)]
    public void A_machine_of_each_kind_has_its_energies(string kind, float first, float second, double energy)
    {
        using TemporaryFolder folder = new();
        RestrictedBoltzmannMachine rbm = ((RbmModel)Golden(folder, kind).Model).Rbm;
        States visible = States.From(Tensor.From([first, second], 1, 2)), hidden = States.From(Tensor.From([1, 0], 1, 2));
        Assert.Equal(energy, rbm.Machine.Energy(new MachineState { [rbm.Visible] = visible, [rbm.Hidden] = hidden })[0], 1e-5);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void A_machine_of_each_kind_is_written_as_it_was_read(string kind)
    {
        using TemporaryFolder folder = new();
        StoredModel stored = Golden(folder, kind);
        ModelFile written = WrittenModel.Again(stored.Model).File;

        Assert.Equal(1, ModelFile.Read(folder.At($"{kind}-version-1.safetensors")).FileVersion);
        Assert.Equal(2, written.FileVersion);
        Assert.True(JsonElement.DeepEquals(stored.File.Machine, written.Machine), $"{stored.File.Machine}\n{written.Machine}");
        Assert.Equal(stored.File.Tensors.Keys.Order(), written.Tensors.Keys.Order());
        foreach ((string name, Tensor values) in stored.File.Tensors)
            Assert.Equal(values.Contiguous().AsSpan(), written.Tensors[name].Contiguous().AsSpan());
    }

    public static TheoryData<string> EveryKind => [.. UnitKind.All.Select(kind => kind.FileName)];

    private static StoredModel Golden(TemporaryFolder folder, string kind) =>
        ModelKinds.BuiltIn.Open(GoldenFiles.Extract(folder, $"{kind}-version-1.safetensors"), Device.Default);
}
