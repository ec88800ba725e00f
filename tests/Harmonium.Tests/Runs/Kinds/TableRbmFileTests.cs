using System.Text.Json;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Models;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Machines.Tables;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs.Kinds;

public sealed class TableRbmFileTests
{
    private const string Machine =
        """{"kind":"table-rbm","missing":["","NA","?"],"columns":[{"name":"real","kind":"real","mean":10,"deviation":2,"scale":"linear"},{"name":"count","kind":"count"},{"name":"yesNo","kind":"yes-no","values":["no","yes"]},{"name":"word","kind":"categorical","values":["a","b","c"]}],"layers":[{"name":"real","role":"visible","units":"gaussian","count":1,"variance":"learned"},{"name":"count","role":"visible","units":"poisson","count":1},{"name":"yes-no","role":"visible","units":"bernoulli","count":1},{"name":"category-3","role":"visible","units":"categorical","count":3,"categories":3},{"name":"hidden","role":"hidden","units":"bernoulli","count":2}],"couplings":[{"kind":"dense","between":["real","hidden"]},{"kind":"dense","between":["count","hidden"]},{"kind":"dense","between":["yes-no","hidden"]},{"kind":"dense","between":["category-3","hidden"]}]}""";

    private const string FirstVersion =
        """{"kind":"table-rbm","missing":["","NA","?"],"columns":[{"name":"real","kind":"real","mean":10,"deviation":2,"scale":"linear"},{"name":"count","kind":"count"},{"name":"yesNo","kind":"yes-no","values":["no","yes"]},{"name":"word","kind":"categorical","values":["a","b","c"]}],"layers":[{"name":"real","kind":"gaussian","count":1,"variance":"learned"},{"name":"count","kind":"poisson","count":1},{"name":"yes-no","kind":"bernoulli","count":1},{"name":"category-3","kind":"categorical","count":3,"categories":3},{"name":"hidden","kind":"bernoulli","count":2}]}""";

    [Fact]
    public void A_written_machine_is_described_as_published_and_read_back()
    {
        using TemporaryFolder folder = new();
        TableMachine rbm = SmallTables.Machine(seed: 6);
        ModelOf(rbm).ToFile(JsonElement.Parse("{}")).Write(folder.At("m.safetensors"));
        ModelFile file = ModelFile.Read(folder.At("m.safetensors"));
        Assert.Equal(Machine, file.Machine.GetRawText());
        Assert.Equal(
            ["couplings.0.weights", "couplings.1.weights", "couplings.2.weights", "couplings.3.weights", "layers.category-3.bias", "layers.count.bias",
                "layers.hidden.bias", "layers.real.bias", "layers.real.logVariance", "layers.yes-no.bias"],
            file.Tensors.Keys.Order());
        TableRbmModel read = (TableRbmModel)ModelKinds.BuiltIn.Open(folder.At("m.safetensors"), Device.Default).Model;
        Assert.Equal(FolderTraining.ParametersSha256(ModelOf(rbm)), FolderTraining.ParametersSha256(read));
        Assert.Equal(rbm.Encoding.ScaleOf(0), read.Rbm.Encoding.ScaleOf(0));
    }

    [Fact]
    public void A_machine_of_version_1_is_the_same_machine()
    {
        TableMachine rbm = SmallTables.Machine(seed: 6);
        string[] layers = ["real", "count", "yes-no", "category-3", "hidden"];
        Dictionary<string, Tensor> tensors = ModelOf(rbm).Parameters.ToDictionary(
            parameter => parameter.Name.StartsWith("layers.", StringComparison.Ordinal)
                ? $"layers.{Array.IndexOf(layers, parameter.Name.Split('.')[1])}.{parameter.Name.Split('.')[2]}" : parameter.Name,
            parameter => parameter.Values);
        Assert.Contains("layers.0.logVariance", tensors.Keys);
        TrainedModel read = WrittenModel.Of(1, FirstVersion, tensors).Model;
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Machine), read.Describe()));
        Assert.Equal(FolderTraining.ParametersSha256(ModelOf(rbm)), FolderTraining.ParametersSha256(read));
    }

    [Theory]
    [InlineData("\"kind\":\"table-rbm\"", "\"kind\":\"rbm\"", "4 visible layers")]
    [InlineData("\"layers\":[", "\"strata\":[", "'layers'")]
    [InlineData("\"units\":\"poisson\",\"count\":1", "\"units\":\"poisson\",\"count\":2", "layers.count.bias")]
    [InlineData("\"units\":\"poisson\",\"count\":1", "\"units\":\"bernoulli\",\"count\":1", "poisson")]
    [InlineData("\"values\":[\"a\",\"b\",\"c\"]", "\"values\":[\"a\",\"b\"]", "category-3")]
    [InlineData("\"scale\":\"linear\"", "\"scale\":\"square\"", "linear or logarithmic")]
    [InlineData("\"deviation\":2", "\"deviation\":0", "above 0")]
    [InlineData(",\"mean\":10,\"deviation\":2,\"scale\":\"linear\"", "", "needs a scale")]
    [InlineData("\"role\":\"hidden\",\"units\":\"bernoulli\"", "\"role\":\"hidden\",\"units\":\"spin\"", "bernoulli")]
    [InlineData("\"kind\":\"count\"}", "\"kind\":\"weight\"}", "expected one of")]
    public void A_description_that_does_not_fit_is_refused_in_words(string right, string wrong, string word)
    {
        Assert.Contains(right, Machine);
        Assert.Contains(word, Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine.Replace(right, wrong), Tensors())).Message);
    }

    [Fact]
    public void A_tensor_that_the_machine_does_not_have_is_refused()
    {
        Dictionary<string, Tensor> tensors = Tensors();
        tensors["layers.attic.bias"] = Tensor.Zeros(1);
        Assert.Equal("layers.attic.bias", Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine, tensors)).Tensor);
    }

    private static Dictionary<string, Tensor> Tensors() =>
        ModelOf(SmallTables.Machine(1)).Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values);

    private static TableRbmModel ModelOf(TableMachine rbm) => new(ModelKinds.BuiltIn.Get<TableRbmKind>(), rbm);
}
