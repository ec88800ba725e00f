using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Cli.Tests;

/// <summary>Models that do not fit the memory: an error with numbers, before the work starts.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--hidden", "rbm", "--hidden", "2000000000")]
    [InlineData("--hidden", "classifier-rbm", "--data", "letters", "--hidden", "2000000000")]
    [InlineData("--hidden", "table-rbm", "--data", "«table»", "--hidden", "2000000000")]
    [InlineData("--hidden", "stack", "--hidden", "100000,100000")]
    [InlineData("--hidden", "mlp", "--data", "letters", "--hidden", "100000,100000")]
    [InlineData("--hidden", "mlp", "--data", "letters", "--hidden", "2000000000")]
    [InlineData("--units", "text", "--data", "«text»", "--units", "1000000")]
    [InlineData("--units", "text", "--data", "«text»", "--units", "1073741824")]
    [InlineData("--chains", "rbm", "--chains", "2000000000")]
    public void A_model_that_cannot_fit_is_refused_with_what_it_needs_and_what_is_available(string option, string kind, params string[] arguments)
    {
        File.WriteAllText(_folder.At("text.txt"), string.Concat(Enumerable.Repeat("some text. ", 500)));
        File.WriteAllText(_folder.At("table.csv"), "a,b\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i}.5,{i % 3}.25\n")));
        string[] words = [.. arguments.Select(word => word.Replace("«text»", _folder.At("text.txt")).Replace("«table»", _folder.At("table.csv")))];
        string[] data = words.Contains("--data") ? [] : ["--data", Toy.Write(_folder.At("toy.idx"))];
        Session refused = Session.Run(["train", kind, .. data, .. words, "--output", _folder.At("run")]);
        Assert.True(refused.ExitCode == 2, refused.Error);
        Assert.Contains($"harmonium: {option}", refused.Error);
        Assert.Contains(" GB of memory; ", refused.Error);
        Assert.Contains(" GB are available", refused.Error);
        Assert.Contains("Use ", refused.Error);
        Assert.False(Directory.Exists(_folder.At("run")));
    }

    [Fact]
    public void A_number_of_samples_that_no_memory_holds_is_an_error_of_the_user()
    {
        string data = Toy.Write(_folder.At("toy.idx")), run = _folder.At("run");
        Assert.Equal(0, Session.Run("train", "rbm", "--data", data, "--hidden", "3", "--epochs", "1", "--output", run, "--quiet", "--no-figures").ExitCode);
        Session refused = Session.Run("sample", run, "--count", "1000000000");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("There is not enough memory: A tensor of shape [1000000000, ", refused.Error);
    }

    [Fact]
    public void Memory_that_runs_out_is_an_error_of_the_user_with_advice()
    {
        ModelKinds kinds = new([.. ModelKinds.BuiltIn.All, new HungryKind()]);
        Session refused = Session.RunWith(kinds, "train", "hungry", "--data", Toy.Write(_folder.At("toy.idx")), "--output", _folder.At("run"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("There is not enough memory", refused.Error);
        Assert.Contains("Use a smaller model", refused.Error);
        Assert.DoesNotContain("Internal error", refused.Error);
    }

    private sealed class HungryKind : ModelKind
    {
        private static readonly ModelKind _rbm = ModelKinds.BuiltIn.Find("rbm")!;

        public override string Name => "hungry";

        public override string Summary => "a model that needs all memory";

        public override DataNeed Data => _rbm.Data;

        public override ModelParts Parts => _rbm.Parts;

        public override SettingsSchema Settings => _rbm.Settings;

        public override IReadOnlyList<(string Line, string Meaning)> Examples => _rbm.Examples;

        /// <summary>The largest array of float32 that .NET can describe, as often as needed to exceed any memory.</summary>
        public override Training Prepare(KindSettings settings, TrainingData data, Device device)
        {
            List<byte[][]> all = [];
            while (true)
                all.Add(new byte[int.MaxValue][]);
        }

        public override TrainedModel Read(ModelFile file, Device device) => _rbm.Read(file, device);
    }
}
