using System.Text.Json;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs.Kinds;

public sealed class HopfieldKindTests
{
    /// <summary>A few patterns are stored as a factor, many as a matrix.</summary>
    [Theory]
    [InlineData(StorageRule.Hebb, 3, "factor")]
    [InlineData(StorageRule.PseudoInverse, 3, "factor")]
    [InlineData(StorageRule.Perceptron, 3, "weights")]
    [InlineData(StorageRule.Hebb, 12, "weights")]
    public void A_net_comes_back_as_it_was_written(StorageRule rule, int patterns, string form)
    {
        using TemporaryFolder folder = new();
        Tensor stored = HopfieldNetworkTests.Spins(patterns, 20, seed: 3), probes = HopfieldNetworkTests.Spins(7, 20, seed: 4);
        HopfieldNetwork net = HopfieldNetwork.Store(stored, new StorageOptions { Rule = rule });
        net.Bias[4] = 0.5f;
        string path = folder.At("net.safetensors");

        ModelOf(net).ToFile(JsonElement.Parse("{}")).Write(path);
        ModelFile file = ModelFile.Read(path);
        HopfieldNetwork read = ((HopfieldModel)ModelKinds.BuiltIn.Open(path, Device.Default).Model).Network;

        Assert.Equal(["bias", form], file.Tensors.Keys.Order());
        Assert.Equal("hopfield", file.Machine.GetProperty("kind").GetString());
        Assert.Equal(net.Fields(probes).AsSpan(), read.Fields(probes).AsSpan());
        Assert.Equal(net.Energy(probes), read.Energy(probes));
    }

    [Fact]
    public void The_values_of_neurons_are_kept()
    {
        HopfieldNetwork net = HopfieldNetwork.Store(Tensor.From([0, 1, 1, 0], 1, 4), new StorageOptions { Values = NeuronValues.Binary });

        Assert.Equal(NeuronValues.Binary, ((HopfieldModel)WrittenModel.Again(ModelOf(net)).Model).Network.Values);
    }

    [Theory]
    [InlineData("""{"kind":"hopfeld"}""", "Did you mean hopfield")]
    [InlineData("""{"kind":"hopfield","values":"spin"}""", "needs 'count'")]
    [InlineData("""{"kind":"hopfield","count":2,"values":"trit"}""", "'trit'")]
    [InlineData("""{"kind":"hopfield","count":3,"values":"spin"}""", "'bias'")]
    [InlineData("""{"kind":"hopfield","count":2,"values":"spin"}""", "from unit 1 to unit 0")]
    public void A_file_that_is_no_net_is_refused_with_the_reason(string machine, string reason)
    {
        Dictionary<string, Tensor> tensors = new() { ["bias"] = Tensor.Zeros(2), ["weights"] = Tensor.From([0, 1, 2, 0], 2, 2) };

        string message = Assert.Throws<ModelFileException>(() => WrittenModel.Of(machine, tensors)).Message;

        Assert.Contains(reason, message);
    }

    [Fact]
    public void A_tensor_that_a_net_does_not_have_is_refused()
    {
        Dictionary<string, Tensor> tensors = new() { ["bias"] = Tensor.Zeros(2), ["weights"] = Tensor.From([0, 1, 1, 0], 2, 2), ["extra"] = Tensor.Zeros(2) };

        Assert.Contains("'extra'", Assert.Throws<ModelFileException>(() =>
            WrittenModel.Of("""{"kind":"hopfield","count":2,"values":"spin"}""", tensors)).Message);
    }

    private static HopfieldModel ModelOf(HopfieldNetwork network) => new(ModelKinds.BuiltIn.Get<HopfieldKind>(), network, null, new HopfieldSettings());
}
