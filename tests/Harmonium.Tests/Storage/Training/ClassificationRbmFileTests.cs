using System.Text.Json;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Storage.Training;

public sealed class ClassificationRbmFileTests
{
    private const string Machine =
        """{"kind":"classifier-rbm","visible":{"kind":"bernoulli","count":3},"label":{"kind":"categorical","count":2,"categories":2,"names":["no","yes"]},"hidden":{"kind":"bernoulli","count":2}}""";

    [Fact]
    public void A_machine_of_the_first_version_has_its_energies_and_names()
    {
        ModelFile file = ModelFile.Read(Golden());
        ClassificationRbm rbm = ClassificationRbmFile.MachineOf(file);
        // E = −a·v − d·y − c·h − v W h − y U h with W = [1 −2; 0.75 3.5; −0.0625 8], U = [0.5 −1; 2 0.25], a = (0.125, 0, −1.5), d = (0.25, −0.75), c = (0.5, −0.25),
        // by hand at v = (1, 1, 0), y = the second class, h = (1, 0).
        MachineState state = new()
        {
            [rbm.Visible] = States.From(Tensor.From([1, 1, 0], 1, 3)),
            [rbm.Label] = States.From(Tensor.From([0, 1], 1, 2)),
            [rbm.Hidden] = States.From(Tensor.From([1, 0], 1, 2)),
        };
        Assert.Equal(-0.125 + 0.75 - 0.5 - 1.75 - 2, rbm.Machine.Energy(state)[0], 1e-6);
        Assert.Equal(["no", "yes"], ClassificationRbmFile.ClassNamesOf(file)!);
    }

    [Fact]
    public void A_written_machine_is_described_as_published_and_read_back()
    {
        using TemporaryFolder folder = new();
        ClassificationRbm rbm = EnumeratedClassifier.Random(3, 2, 2, seed: 6);
        ClassificationRbmFile.ModelOf(rbm, ["no", "yes"], Json("{}")).Write(folder.At("m.safetensors"));
        ModelFile file = ModelFile.Read(folder.At("m.safetensors"));

        Assert.Equal(Machine, file.Machine.GetRawText());
        Assert.Equal(["hidden.bias", "label.bias", "label.weights", "visible.bias", "weights"], file.Tensors.Keys.Order());
        Assert.True(ClassificationRbmFile.Describes(file));
        Assert.Equal(EnumeratedClassifier.Read(rbm), EnumeratedClassifier.Read(ClassificationRbmFile.MachineOf(file)));
    }

    [Theory]
    [InlineData("\"kind\":\"classifier-rbm\"", "\"kind\":\"rbm\"", "'rbm'")]
    [InlineData("\"label\":{", "\"tag\":{", "'label'")]
    [InlineData("\"categories\":2", "\"categories\":1", "categories")]
    [InlineData("\"count\":2,\"categories\":2", "\"count\":1,\"categories\":1", "two")]
    [InlineData("\"count\":2,\"categories\":2", "\"count\":3,\"categories\":3", "[3]")]
    [InlineData("\"kind\":\"categorical\"", "\"kind\":\"bernoulli\"", "categorical")]
    [InlineData("\"count\":3", "\"count\":4", "visible.bias")]
    public void A_description_that_does_not_fit_is_refused_in_words(string right, string wrong, string word)
    {
        Assert.Contains(right, Machine);
        ModelFile file = new(Json(Machine.Replace(right, wrong)), Json("{}"), Tensors());
        Assert.Contains(word, Assert.Throws<ModelFileException>(() => ClassificationRbmFile.MachineOf(file)).Message);
    }

    [Fact]
    public void Names_that_are_no_names_are_refused()
    {
        foreach (string names in (string[])["[\"no\"]", "[\"no\",1]", "\"no\""])
        {
            ModelFile file = new(Json(Machine.Replace("[\"no\",\"yes\"]", names)), Json("{}"), Tensors());
            Assert.Contains("names", Assert.Throws<ModelFileException>(() => ClassificationRbmFile.ClassNamesOf(file)).Message);
        }
    }

    [Fact]
    public void A_tensor_that_is_missing_or_unknown_is_named()
    {
        Dictionary<string, Tensor> tensors = Tensors();
        tensors.Remove("label.weights");
        Assert.Equal("label.weights", Assert.Throws<ModelFileException>(() => ClassificationRbmFile.MachineOf(new ModelFile(Json(Machine), Json("{}"), tensors))).Tensor);
        tensors = Tensors();
        tensors["label.extra"] = Tensor.Zeros(3);
        Assert.Equal("label.extra", Assert.Throws<ModelFileException>(() => ClassificationRbmFile.MachineOf(new ModelFile(Json(Machine), Json("{}"), tensors))).Tensor);
    }

    private static Dictionary<string, Tensor> Tensors() => new()
    {
        ["weights"] = Tensor.Zeros(3, 2),
        ["label.weights"] = Tensor.Zeros(2, 2),
        ["visible.bias"] = Tensor.Zeros(3),
        ["label.bias"] = Tensor.Zeros(2),
        ["hidden.bias"] = Tensor.Zeros(2),
    };

    private static string Golden()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Harmonium.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "tests/Harmonium.Tests/Storage/Golden/classifier-rbm-version-1.safetensors");
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
