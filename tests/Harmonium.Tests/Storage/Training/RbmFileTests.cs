using System.Text.Json;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Tests.Storage.Training;

public sealed class RbmFileTests
{
    private const string Machine = """{"kind":"rbm","visible":{"kind":"bernoulli","count":3},"hidden":{"kind":"bernoulli","count":2}}""";

    [Fact]
    public void A_machine_that_another_program_wrote_has_its_energies()
    {
        Rbm rbm = RbmFile.Read(Golden());
        // E = −a·v − b·h − v W h with W = [1 −2; 0.75 3.5; −0.0625 100], a = (0.125, 0, −1.5), b = (0.5, −0.25), by hand at v = (1, 1, 0), h = (1, 0).
        MachineState state = new() { [rbm.Visible] = States.From(Tensor.From([1, 1, 0], 1, 3)), [rbm.Hidden] = States.From(Tensor.From([1, 0], 1, 2)) };
        Assert.Equal(-0.125 - 0.5 - 1.75, rbm.Machine.Energy(state)[0], 1e-6);
    }

    [Fact]
    public void A_written_machine_is_described_as_published_and_read_back()
    {
        using TemporaryFolder folder = new();
        Rbm rbm = Rbm.OfBernoulli(3, 2);
        rbm.Weights[2, 1] = 0.5f;
        ((Bernoulli)rbm.Visible.Units).Bias[1] = -1;
        RbmFile.ModelOf(rbm, Json("{}")).Write(folder.At("m.safetensors"));
        ModelFile file = ModelFile.Read(folder.At("m.safetensors"));
        Assert.Equal(Machine, file.Machine.GetRawText());
        Assert.Equal(["hidden.bias", "visible.bias", "weights"], file.Tensors.Keys.Order());
        Rbm read = RbmFile.MachineOf(file, new CpuDevice(1));
        Assert.Equal(0.5f, read.Weights[2, 1]);
        Assert.Equal(-1, ((Bernoulli)read.Visible.Units).Bias[1]);
        Assert.Equal(1, ((CpuDevice)read.Weights.Device).Threads);
    }

    [Theory]
    [InlineData("\"kind\":\"rbm\"", "\"kind\":\"dbm\"", "'dbm'")]
    [InlineData("\"kind\":\"rbm\",", "", "'kind'")]
    [InlineData("{\"kind\":\"bernoulli\",\"count\":3}", "{\"kind\":\"qubit\",\"count\":3}", "'qubit'")]
    [InlineData("\"count\":3", "\"count\":0", "count")]
    [InlineData("\"count\":3", "\"count\":3.5", "count")]
    [InlineData("\"count\":3", "\"count\":\"3\"", "count")]
    [InlineData("\"count\":3", "\"count\":4", "[4, 2]")]
    [InlineData("\"count\":2", "\"count\":2147483647", "[3, 2147483647]")]
    [InlineData("\"visible\":{\"kind\":\"bernoulli\",\"count\":3}", "\"visible\":[]", "'visible'")]
    public void A_description_that_does_not_fit_is_refused_in_words(string right, string wrong, string word)
    {
        Assert.Contains(right, Machine);
        ModelFile file = new(Json(Machine.Replace(right, wrong)), Json("{}"), Tensors());
        Assert.Contains(word, Assert.Throws<ModelFileException>(() => RbmFile.MachineOf(file)).Message);
    }

    [Fact]
    public void A_tensor_that_is_missing_or_unknown_is_named()
    {
        Dictionary<string, Tensor> tensors = Tensors();
        tensors.Remove("hidden.bias");
        Assert.Equal("hidden.bias", Assert.Throws<ModelFileException>(() => RbmFile.MachineOf(new ModelFile(Json(Machine), Json("{}"), tensors))).Tensor);
        tensors = Tensors();
        tensors["visible.logVariance"] = Tensor.Zeros(3);
        Assert.Equal("visible.logVariance", Assert.Throws<ModelFileException>(() => RbmFile.MachineOf(new ModelFile(Json(Machine), Json("{}"), tensors))).Tensor);
    }

    private static Dictionary<string, Tensor> Tensors() => new() { ["weights"] = Tensor.Zeros(3, 2), ["visible.bias"] = Tensor.Zeros(3), ["hidden.bias"] = Tensor.Zeros(2) };

    private static string Golden()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Harmonium.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "tests/Harmonium.Tests/Storage/Golden/model-version-1.safetensors");
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
