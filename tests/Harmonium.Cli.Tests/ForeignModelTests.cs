using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Cli.Tests;

/// <summary>Weights of other programs, models given as data, and data given as models.</summary>
public sealed class ForeignModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public ForeignModelTests() => _data = Toy.Write(_folder.At("toy.idx"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_verb_for_an_RBM_takes_plain_weights_and_says_what_it_assumed()
    {
        string path = Write("foreign.safetensors", "components_", "intercept_visible_", "intercept_hidden_", [6, 64]);
        foreach (string[] verb in (string[][])[["evaluate", "--data", _data], ["sample", "--sweeps", "2", "--output", _folder.At("s.npy")],
            ["features", "--data", _data, "--output", _folder.At("f.npy")], ["inspect", "--data", _data]])
        {
            Session session = Session.Run([verb[0], path, .. verb[1..]]);
            Assert.True(session.ExitCode == 0, session.Error);
            Assert.Contains("It is read as an RBM of 64 bernoulli visible and 6 bernoulli hidden units", session.Error);
        }
    }

    [Fact]
    public void Square_weights_are_refused_with_an_option_that_resolves_it()
    {
        string path = Write("square.safetensors", "W", "v_bias", "h_bias", [64, 64]);
        Session refused = Session.Run("inspect", path, "--data", _data);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--orientation visible-hidden or --orientation hidden-visible", refused.Error);
        foreach (string orientation in (string[])["visible-hidden", "hidden-visible"])
            Assert.Equal(0, Session.Run("inspect", path, "--data", _data, "--orientation", orientation).ExitCode);
    }

    [Fact]
    public void A_training_starts_from_given_weights_of_equal_sizes()
    {
        string path = Write("start.safetensors", "W", "v_bias", "h_bias", [64, 6]), run = _folder.At("run"), more = _folder.At("more");
        Session trained = Train(run, "--initial-weights", path, "--epochs", "0");
        Assert.True(trained.ExitCode == 0, trained.Error);
        double[] given = LikelihoodOf(path), copied = LikelihoodOf(Path.Combine(run, "model.safetensors"));
        Assert.Equal(given, copied);

        // A run folder is accepted as well; the training is deterministic and changes the weights.
        Assert.Equal(0, Train(more, "--initial-weights", run, "--epochs", "2").ExitCode);
        Assert.NotEqual(given, LikelihoodOf(Path.Combine(more, "model.safetensors")));
        Assert.Equal(0, Session.Run("resume", more, "--epochs", "3", "--no-figures").ExitCode);

        Session other = Train(_folder.At("no"), "--initial-weights", path, "--hidden", "7");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("64 bernoulli visible and 6 bernoulli hidden units; expected 64 bernoulli visible and 7", other.Error);
        Assert.Contains("--initial-weights", Train(_folder.At("no"), "--orientation", "hidden-visible").Error);
    }

    [Fact]
    public void A_model_given_as_data_and_data_given_as_a_model_are_called_what_they_are()
    {
        string model = Write("foreign.safetensors", "W", "v_bias", "h_bias", [64, 6]), run = _folder.At("run");
        Assert.Equal(0, Train(run, "--epochs", "1").ExitCode);
        foreach (string given in (string[])[model, run])
        {
            Session asData = Session.Run("evaluate", run, "--data", given);
            Assert.Equal(1, asData.ExitCode);
            Assert.Contains(given == run ? "is the folder of a run, not data" : "is a model file, not data", asData.Error);
        }

        Directory.CreateDirectory(_folder.At("pictures"));
        Assert.Contains("If these are data, give the folder as --data", Session.Run("evaluate", _folder.At("pictures")).Error);
        Session asModel = Session.Run("evaluate", _data);
        Assert.Equal(1, asModel.ExitCode);
        Assert.Contains("it is a data file, ", asModel.Error);
        Assert.Contains("Give it as --data", asModel.Error);
    }

    private double[] LikelihoodOf(string path)
    {
        Session session = Session.Run("evaluate", path, "--data", _data, "--json");
        Assert.True(session.ExitCode == 0, session.Error);
        JsonElement json = session.Objects[^1];
        return [json.GetProperty("logPartition").GetProperty("exact").GetDouble(), json.GetProperty("testLogLikelihood").GetProperty("exact").GetDouble()];
    }

    private Session Train(string run, params string[] more) => Session.Run(["train", "rbm", "--data", _data, .. more.Contains("--hidden")
        ? Array.Empty<string>() : ["--hidden", "6"], "--batch", "20", "--output", run, "--quiet", "--no-figures", .. more]);

    private string Write(string name, string weights, string visible, string hidden, int[] shape) => WriteTo(_folder.At(name), weights, visible, hidden, shape);

    internal static string WriteTo(string path, string weights, string visible, string hidden, int[] shape)
    {
        int v = weights == "components_" ? shape[1] : shape[0], h = weights == "components_" ? shape[0] : shape[1];
        SafeTensors.Write(path, new TensorFile(new Dictionary<string, Tensor>
        {
            [weights] = Tensor.From([.. Enumerable.Range(0, v * h).Select(i => 0.1f * MathF.Sin(i))], shape),
            [visible] = Tensor.From([.. Enumerable.Range(0, v).Select(i => 0.01f * i)], v),
            [hidden] = Tensor.From([.. Enumerable.Range(0, h).Select(i => -0.1f * i)], h),
        }, new Dictionary<string, string>()));
        return path;
    }
}
