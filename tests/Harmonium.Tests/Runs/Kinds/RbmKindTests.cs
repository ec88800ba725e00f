using System.Text.Json;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Storage;
using Harmonium.Units;

namespace Harmonium.Tests.Runs.Kinds;

/// <summary>RBMs in model files.</summary>
public sealed class RbmKindTests
{
    private const string Machine =
        """{"kind":"rbm","layers":[{"name":"visible","role":"visible","units":"bernoulli","count":3},{"name":"hidden","role":"hidden","units":"bernoulli","count":2}],"couplings":[{"kind":"dense","between":["visible","hidden"]}]}""";

    private const string FirstVersion = """{"kind":"rbm","visible":{"kind":"bernoulli","count":3},"hidden":{"kind":"bernoulli","count":2}}""";

    [Fact]
    public void A_machine_that_another_program_wrote_has_its_energies()
    {
        using TemporaryFolder folder = new();
        string path = GoldenFiles.Extract(folder, "model-version-1.safetensors");
        RestrictedBoltzmannMachine rbm = ((RbmModel)ModelKinds.BuiltIn.Open(path, Device.Default).Model).Rbm;
        // E = −a·v − b·h − v W h with W = [1 −2; 0.75 3.5; −0.0625 100], a = (0.125, 0, −1.5), b = (0.5, −0.25), by hand at v = (1, 1, 0), h = (1, 0).
        MachineState state = new() { [rbm.Visible] = States.From(Tensor.From([1, 1, 0], 1, 3)), [rbm.Hidden] = States.From(Tensor.From([1, 0], 1, 2)) };
        Assert.Equal(-0.125 - 0.5 - 1.75, rbm.Machine.Energy(state)[0], 1e-6);
    }

    [Fact]
    public void A_written_machine_is_described_as_published_and_read_back()
    {
        using TemporaryFolder folder = new();
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(3, 2);
        rbm.Weights[2, 1] = 0.5f;
        ((Bernoulli)rbm.Visible.Units).Bias[1] = -1;
        string path = folder.At("m.safetensors");
        new RbmModel(ModelKinds.BuiltIn.Get<RbmKind>(), rbm, null).ToFile(JsonElement.Parse("{}")).Write(path);
        ModelFile file = ModelFile.Read(path);
        Assert.Equal(Machine, file.Machine.GetRawText());
        Assert.Equal(["couplings.0.weights", "layers.hidden.bias", "layers.visible.bias"], file.Tensors.Keys.Order());
        RestrictedBoltzmannMachine read = ((RbmModel)ModelKinds.BuiltIn.Open(path, new CpuDevice(1)).Model).Rbm;
        Assert.Equal(0.5f, read.Weights[2, 1]);
        Assert.Equal(-1, ((Bernoulli)read.Visible.Units).Bias[1]);
        Assert.Equal(1, ((CpuDevice)read.Weights.Device).Threads);
    }

    [Theory]
    [InlineData("\"kind\":\"rbm\"", "\"kind\":\"rmb\"", "'rmb'")]
    [InlineData("\"kind\":\"rbm\",", "", "''")]
    [InlineData("\"units\":\"bernoulli\",\"count\":3", "\"units\":\"qubit\",\"count\":3", "'qubit'")]
    [InlineData("\"count\":3", "\"count\":0", "count")]
    [InlineData("\"count\":3", "\"count\":3.5", "count")]
    [InlineData("\"count\":3", "\"count\":\"3\"", "count")]
    [InlineData("\"count\":3", "\"count\":4", "[4]")]
    [InlineData("\"count\":2", "\"count\":2147483647", "[2147483647]")]
    [InlineData("\"layers\":[", "\"strata\":[", "'layers'")]
    [InlineData("\"couplings\":[", "\"joints\":[", "'couplings'")]
    [InlineData("\"kind\":\"dense\"", "\"kind\":\"loose\"", "'loose'")]
    [InlineData("[\"visible\",\"hidden\"]", "[\"hidden\",\"visible\"]", "couplings.0.weights")]
    [InlineData("[\"visible\",\"hidden\"]", "[\"visible\",\"attic\"]", "'attic'")]
    [InlineData("[\"visible\",\"hidden\"]", "[\"visible\"]", "coupling 0")]
    [InlineData("\"role\":\"hidden\"", "\"role\":\"visible\"", "2 visible layers")]
    [InlineData("\"role\":\"hidden\"", "\"role\":\"secret\"", "'secret'")]
    [InlineData("\"name\":\"hidden\"", "\"name\":\"visible\"", "[2]")]
    [InlineData("\"name\":\"hidden\"", "\"name\":\"a.b\"", "'a.b'")]
    [InlineData("\"count\":3", "\"count\":3,\"shape\":[2,2]", "shape")]
    public void A_description_that_does_not_fit_is_refused_in_words(string right, string wrong, string word)
    {
        Assert.Contains(right, Machine);
        Assert.Contains(word, Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine.Replace(right, wrong), Tensors())).Message);
    }

    [Theory]
    [InlineData("{\"kind\":\"bernoulli\",\"count\":3}", "{\"kind\":\"qubit\",\"count\":3}", "'qubit'")]
    [InlineData("{\"kind\":\"bernoulli\",\"count\":3}", "{\"count\":3}", "units")]
    [InlineData("\"count\":3", "\"count\":0", "count")]
    [InlineData("\"count\":3", "\"count\":4", "[4]")]
    [InlineData("\"visible\":{\"kind\":\"bernoulli\",\"count\":3}", "\"visible\":[]", "'visible'")]
    [InlineData("\"hidden\":{", "\"concealed\":{", "'hidden'")]
    public void A_description_of_version_1_that_does_not_fit_is_refused_in_words(string right, string wrong, string word)
    {
        Assert.Contains(right, FirstVersion);
        Dictionary<string, Tensor> tensors = new() { ["weights"] = Tensor.Zeros(3, 2), ["visible.bias"] = Tensor.Zeros(3), ["hidden.bias"] = Tensor.Zeros(2) };
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Machine), WrittenModel.Of(1, FirstVersion, tensors).Model.Describe()));
        Assert.Contains(word, Assert.Throws<ModelFileException>(() => WrittenModel.Of(1, FirstVersion.Replace(right, wrong), tensors)).Message);
    }

    [Fact]
    public void A_tensor_that_is_missing_or_unknown_is_named()
    {
        Dictionary<string, Tensor> tensors = Tensors();
        tensors.Remove("layers.hidden.bias");
        Assert.Equal("layers.hidden.bias", Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine, tensors)).Tensor);
        tensors = Tensors();
        tensors["layers.visible.slope"] = Tensor.Zeros(3);
        Assert.Equal("layers.visible.slope", Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine, tensors)).Tensor);
        tensors = Tensors();
        tensors["layers.visible.logVariance"] = Tensor.Zeros(3);
        Assert.Equal("layers.visible.logVariance", Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine, tensors)).Tensor);
    }

    private static Dictionary<string, Tensor> Tensors() =>
        new() { ["couplings.0.weights"] = Tensor.Zeros(3, 2), ["layers.visible.bias"] = Tensor.Zeros(3), ["layers.hidden.bias"] = Tensor.Zeros(2) };
}
