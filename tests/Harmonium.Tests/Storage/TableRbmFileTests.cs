using System.Text.Json;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Machines.Tables;

namespace Harmonium.Tests.Storage;

public sealed class TableRbmFileTests
{
    private const string Machine =
        """{"kind":"table-rbm","missing":["","NA","?"],"columns":[{"name":"real","kind":"real","mean":10,"deviation":2,"scale":"linear"},{"name":"count","kind":"count"},{"name":"yesNo","kind":"yes-no","values":["no","yes"]},{"name":"word","kind":"categorical","values":["a","b","c"]}],"layers":[{"name":"real","kind":"gaussian","count":1,"variance":"learned"},{"name":"count","kind":"poisson","count":1},{"name":"yes-no","kind":"bernoulli","count":1},{"name":"category-3","kind":"categorical","count":3,"categories":3},{"name":"hidden","kind":"bernoulli","count":2}]}""";

    [Fact]
    public void A_written_machine_is_described_as_published_and_read_back()
    {
        using TemporaryFolder folder = new();
        TableRbm rbm = SmallTables.Machine(seed: 6);
        TableRbmFile.ModelOf(rbm, Json("{}")).Write(folder.At("m.safetensors"));
        ModelFile file = ModelFile.Read(folder.At("m.safetensors"));
        Assert.Equal(Machine, file.Machine.GetRawText());
        Assert.Equal(
            ["couplings.0.weights", "couplings.1.weights", "couplings.2.weights", "couplings.3.weights", "layers.0.bias", "layers.0.logVariance", "layers.1.bias", "layers.2.bias", "layers.3.bias", "layers.4.bias"],
            file.Tensors.Keys.Order());
        Assert.True(TableRbmFile.Describes(file));
        TableRbm read = TableRbmFile.MachineOf(file);
        Assert.Equal(Numbers(rbm), Numbers(read));
        Assert.Equal(rbm.Encoding.ScaleOf(0), read.Encoding.ScaleOf(0));
    }

    [Theory]
    [InlineData("\"kind\":\"table-rbm\"", "\"kind\":\"rbm\"", "'rbm'")]
    [InlineData("\"layers\":[", "\"strata\":[", "'layers'")]
    [InlineData("\"kind\":\"poisson\",\"count\":1", "\"kind\":\"poisson\",\"count\":2", "layers.1.bias")]
    [InlineData("\"kind\":\"poisson\",\"count\":1", "\"kind\":\"bernoulli\",\"count\":1", "poisson")]
    [InlineData("\"values\":[\"a\",\"b\",\"c\"]", "\"values\":[\"a\",\"b\"]", "category-3")]
    [InlineData("\"scale\":\"linear\"", "\"scale\":\"square\"", "linear or logarithmic")]
    [InlineData("\"deviation\":2", "\"deviation\":0", "above 0")]
    [InlineData(",\"mean\":10,\"deviation\":2,\"scale\":\"linear\"", "", "needs a scale")]
    [InlineData("\"name\":\"hidden\",\"kind\":\"bernoulli\"", "\"name\":\"hidden\",\"kind\":\"spin\"", "bernoulli")]
    [InlineData("\"kind\":\"count\"}", "\"kind\":\"weight\"}", "expected is one of")]
    public void A_description_that_does_not_fit_is_refused_in_words(string right, string wrong, string word)
    {
        Assert.Contains(right, Machine);
        ModelFile file = new(Json(Machine.Replace(right, wrong)), Json("{}"), TableRbmFile.ModelOf(SmallTables.Machine(1), Json("{}")).Tensors);
        Assert.Contains(word, Assert.Throws<ModelFileException>(() => TableRbmFile.MachineOf(file)).Message);
    }

    [Fact]
    public void A_tensor_that_the_machine_does_not_have_is_refused()
    {
        Dictionary<string, Tensor> tensors = new(TableRbmFile.ModelOf(SmallTables.Machine(1), Json("{}")).Tensors) { ["layers.5.bias"] = Tensor.Zeros(1) };
        Assert.Contains("layers.5.bias", Assert.Throws<ModelFileException>(() => TableRbmFile.MachineOf(new ModelFile(Json(Machine), Json("{}"), tensors))).Message);
    }

    private static string Numbers(TableRbm rbm) => new TensorFile(rbm.Machine.Parameters.ToDictionary(p => p.Name, p => p.Values), new Dictionary<string, string>()).Sha256();

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
