using System.Security.Cryptography;
using System.Text;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Runs;

namespace Harmonium.Tests.Storage.TensorFiles;

public sealed class ModelFileTests
{
    private const string Whole = """{"__metadata__":{"format":"harmonium","version":"1","machine":"{\"kind\":\"rbm\"}","training":"{}"},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";

    [Fact]
    public void A_model_of_version_1_that_another_program_wrote_loads()
    {
        using TemporaryFolder folder = new();
        ModelFile model = ModelFile.Read(GoldenFiles.Extract(folder, "model-version-1.safetensors"));
        Assert.Equal(3, model.Machine.GetProperty("visible").GetProperty("count").GetInt32());
        Assert.Equal("bernoulli", model.Machine.GetProperty("hidden").GetProperty("kind").GetString());
        Assert.Equal([1f, -2f, 0.75f, 3.5f, -0.0625f, 100f], model.Tensor("weights", 3, 2).AsSpan().ToArray());
        Assert.Equal([0.125f, 0f, -1.5f], model.Tensor("visible.bias", 3).AsSpan().ToArray());
        Assert.Equal([0.5f, -0.25f], model.Tensor("hidden.bias", 2).AsSpan().ToArray());
    }

    [Fact]
    public void A_written_model_is_read_back_and_its_digest_is_that_of_the_file()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("model.safetensors");
        string digest = Runs.Model.Write(path);
        ModelFile read = ModelFile.Read(path);
        Assert.Equal(Runs.Model.Machine.GetRawText(), read.Machine.GetRawText());
        Assert.True(SafeTensorsBytes.AreSame(Runs.Model.ToTensorFile(), read.ToTensorFile()));
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        Assert.Equal(path, read.Path);
    }

    [Theory]
    [InlineData("\"version\":\"1\"", "\"version\":\"3\"", "as new as the file")]
    [InlineData("\"version\":\"1\"", "\"version\":\"one\"", "'one'")]
    [InlineData("\"version\":\"1\"", "\"version\":\"0\"", "'0'")]
    [InlineData("\"format\":\"harmonium\"", "\"format\":\"pt\"", "'pt'")]
    [InlineData("\"format\":\"harmonium\",", "", "no 'format'")]
    [InlineData(",\"training\":\"{}\"", "", "no 'training'")]
    [InlineData("\"training\":\"{}\"", "\"training\":\"[]\"", "JSON object")]
    [InlineData("\"training\":\"{}\"", "\"training\":\"{\"", "not valid JSON")]
    [InlineData("{\\\"kind\\\":\\\"rbm\\\"}", "{\\\"kind\\\":1,\\\"kind\\\":2}", "'machine'")]
    [InlineData("{\\\"kind\\\":\\\"rbm\\\"}", "{\\\"kind\\\":\\\"\\\\uD800\\\"}", "'machine'")]
    [InlineData("{\\\"kind\\\":\\\"rbm\\\"}", "{\\\"\\\\uDC00\\\":[1]}", "'machine'")]
    public void A_file_that_is_not_a_model_of_this_program_is_refused_with_a_message(string right, string wrong, string word)
    {
        Assert.Contains(right, Whole);
        Assert.Contains(word, Refused(SafeTensorsBytes.Of(Whole.Replace(right, wrong), new byte[4])).Message);
    }

    [Fact]
    public void A_parameter_that_is_not_finite_is_refused_by_name()
    {
        ModelFileException refused = Refused(SafeTensorsBytes.Of(Whole, SafeTensorsBytes.Floats(float.NaN)));
        Assert.Equal("w", refused.Tensor);
        Assert.Contains("NaN", refused.Message);
    }

    [Fact]
    public void A_parameter_that_is_missing_or_has_another_shape_is_refused_by_name_with_what_is_there()
    {
        using TemporaryFolder folder = new();
        ModelFile model = ModelFile.Read(GoldenFiles.Extract(folder, "model-version-1.safetensors"));
        ModelFileException missing = Assert.Throws<ModelFileException>(() => model.Tensor("visible.logVariance", 3));
        Assert.Contains("'hidden.bias', 'visible.bias', 'weights'", missing.Message);
        ModelFileException misshapen = Assert.Throws<ModelFileException>(() => model.Tensor("weights", 2, 3));
        Assert.Contains("[3, 2]", misshapen.Message);
        Assert.Contains("[2, 3]", misshapen.Message);
    }

    [Fact]
    public void A_machine_that_is_no_object_cannot_be_written() =>
        Assert.Throws<ArgumentException>(() => new ModelFile(default, Runs.Json("{}"), new Dictionary<string, Tensor>()));

    [Fact]
    public void A_text_file_is_refused() =>
        Assert.Contains("not a safetensors file", Refused(Encoding.UTF8.GetBytes("step,epoch,seconds\n1,1,1\n")).Message);

    private static ModelFileException Refused(byte[] bytes)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("model"), bytes);
        return Assert.Throws<ModelFileException>(() => ModelFile.Read(folder.At("model")));
    }
}
