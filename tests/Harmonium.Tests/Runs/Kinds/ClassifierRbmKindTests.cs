using System.Text.Json;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs.Kinds;

/// <summary>Classification RBMs in model files.</summary>
public sealed class ClassifierRbmKindTests
{
    private const string Machine =
        """{"kind":"classifier-rbm","layers":[{"name":"visible","role":"visible","units":"bernoulli","count":3},{"name":"label","role":"visible","units":"categorical","count":2,"categories":2,"names":["no","yes"]},{"name":"hidden","role":"hidden","units":"bernoulli","count":2}],"couplings":[{"kind":"dense","between":["visible","hidden"]},{"kind":"dense","between":["label","hidden"]}]}""";

    [Fact]
    public void A_machine_of_the_first_version_has_its_energies_and_names()
    {
        using TemporaryFolder folder = new();
        ClassifierRbmModel model = (ClassifierRbmModel)ModelKinds.BuiltIn.Open(GoldenFiles.Extract(folder, "classifier-rbm-version-1.safetensors"),
            Device.Default).Model;
        ClassificationRbm rbm = model.Rbm;
        // E = −a·v − d·y − c·h − v W h − y U h with W = [1 −2; 0.75 3.5; −0.0625 8], U = [0.5 −1; 2 0.25], a = (0.125, 0, −1.5), d = (0.25, −0.75), c = (0.5,
        // −0.25),
        // by hand at v = (1, 1, 0), y = the second class, h = (1, 0).
        MachineState state = new()
        {
            [rbm.Visible] = States.From(Tensor.From([1, 1, 0], 1, 3)),
            [rbm.Label] = States.From(Tensor.From([0, 1], 1, 2)),
            [rbm.Hidden] = States.From(Tensor.From([1, 0], 1, 2)),
        };
        Assert.Equal(-0.125 + 0.75 - 0.5 - 1.75 - 2, rbm.Machine.Energy(state)[0], 1e-6);
        Assert.Equal(["no", "yes"], model.Classifier.ClassNames!);
    }

    [Fact]
    public void A_written_machine_is_described_as_published_and_read_back()
    {
        using TemporaryFolder folder = new();
        ClassificationRbm rbm = EnumeratedClassifier.Random(3, 2, 2, seed: 6);
        string path = folder.At("m.safetensors");
        new ClassifierRbmModel(ModelKinds.BuiltIn.Get<ClassifierRbmKind>(), rbm, null, ["no", "yes"]).ToFile(JsonElement.Parse("{}")).Write(path);
        ModelFile file = ModelFile.Read(path);

        Assert.Equal(Machine, file.Machine.GetRawText());
        Assert.Equal(["couplings.0.weights", "couplings.1.weights", "layers.hidden.bias", "layers.label.bias", "layers.visible.bias"],
            file.Tensors.Keys.Order());
        Assert.Equal(EnumeratedClassifier.Read(rbm), EnumeratedClassifier.Read(((ClassifierRbmModel)ModelKinds.BuiltIn.Open(path, Device.Default).Model).Rbm));
    }

    [Theory]
    [InlineData("\"kind\":\"classifier-rbm\"", "\"kind\":\"rbm\"", "2 visible layers")]
    [InlineData("\"name\":\"label\"", "\"name\":\"tag\"", "layers.tag.bias")]
    [InlineData("\"categories\":2", "\"categories\":1", "categorical")]
    [InlineData("\"count\":2,\"categories\":2", "\"count\":1,\"categories\":1", "[2]")]
    [InlineData("\"count\":2,\"categories\":2", "\"count\":3,\"categories\":3", "[3]")]
    [InlineData("\"units\":\"categorical\"", "\"units\":\"bernoulli\"", "categorical")]
    [InlineData("\"count\":3", "\"count\":4", "layers.visible.bias")]
    public void A_description_that_does_not_fit_is_refused_in_words(string right, string wrong, string word)
    {
        Assert.Contains(right, Machine);
        Assert.Contains(word, Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine.Replace(right, wrong), Tensors())).Message);
    }

    [Fact]
    public void Names_that_are_no_names_are_refused()
    {
        foreach (string names in (string[])["[\"no\"]", "[\"no\",1]", "\"no\""])
            Assert.Contains("names", Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine.Replace("[\"no\",\"yes\"]", names), Tensors())).Message);
    }

    [Fact]
    public void A_tensor_that_is_missing_or_unknown_is_named()
    {
        Dictionary<string, Tensor> tensors = Tensors();
        tensors.Remove("couplings.1.weights");
        Assert.Equal("couplings.1.weights", Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine, tensors)).Tensor);
        tensors = Tensors();
        tensors["layers.label.extra"] = Tensor.Zeros(3);
        Assert.Equal("layers.label.extra", Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine, tensors)).Tensor);
    }

    private static Dictionary<string, Tensor> Tensors() => new()
    {
        ["couplings.0.weights"] = Tensor.Zeros(3, 2),
        ["couplings.1.weights"] = Tensor.Zeros(2, 2),
        ["layers.visible.bias"] = Tensor.Zeros(3),
        ["layers.label.bias"] = Tensor.Zeros(2),
        ["layers.hidden.bias"] = Tensor.Zeros(2),
    };
}
