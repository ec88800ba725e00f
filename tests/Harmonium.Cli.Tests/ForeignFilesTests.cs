using Harmonium.Tests.Data;

namespace Harmonium.Cli.Tests;

/// <summary>Files as other programs write them, from the command line.</summary>
public sealed class ForeignFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_inferred_schema_is_told_and_written_for_correction()
    {
        string data = CaseFiles.Write(_folder.Path, "thousands-quoted.csv"), run = _folder.At("run"), again = _folder.At("again");
        string[] train = ["train", "table-rbm", "--data", data, "--hidden", "3", "--epochs", "1", "--no-figures"];
        Session inferred = Session.Run([.. train, "--output", run]);

        Assert.Equal(0, inferred.ExitCode);
        Assert.Contains("price (real, from 1023.5 to 1985.5)", Joined(inferred.Error));
        Assert.Contains("groups of three digits", Joined(inferred.Error));
        File.Copy(Path.Combine(run, "schema.json"), _folder.At("schema.json"));
        Assert.Equal(0, Session.Run([.. train, "--schema", _folder.At("schema.json"), "--output", again]).ExitCode);
        Assert.Equal(0, Session.Run("complete", again, "--data", data, "--output", _folder.At("filled.csv")).ExitCode);
        Assert.False(File.Exists(Path.Combine(again, "schema.json")));
    }

    [Fact]
    public void Words_among_numbers_are_refused_with_advice_that_works()
    {
        string data = CaseFiles.Write(_folder.Path, "quoted-newline.csv");
        Session refused = Session.Run("train", "rbm", "--data", data, "--output", _folder.At("rbm"));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("harmonium train table-rbm --schema auto", Joined(refused.Error));
        Session advised = Session.Run("train", "table-rbm", "--schema", "auto", "--data", data, "--epochs", "1", "--no-figures", "--output", _folder.At("t"));
        Assert.Equal(0, advised.ExitCode);
        Assert.Contains("40 rows", Joined(advised.Error).Replace("40 examples", "40 rows"));
    }

    [Fact]
    public void Data_in_the_place_of_a_model_and_a_model_in_the_place_of_data_are_recognized()
    {
        string npz = CaseFiles.Write(_folder.Path, "string-labels.npz"), csv = CaseFiles.Write(_folder.Path, "labelled-abcd.csv"), run = _folder.At("run");
        Assert.Equal(0, Session.Run("train", "rbm", "--data", csv, "--hidden", "3", "--epochs", "1", "--no-figures", "--output", run).ExitCode);

        Assert.Contains("it has no weights of an RBM", Joined(Session.Run("evaluate", npz, "--data", csv).Error));
        Assert.Contains("it is a data file, CSV", Joined(Session.Run("evaluate", csv, "--data", csv).Error));
        Assert.Contains("is the folder of a run, not data", Joined(Session.Run("evaluate", run, "--data", run).Error));
        Assert.Contains("is a model file, not data", Joined(Session.Run("train", "rbm", "--data", Path.Combine(run, "model.safetensors")).Error));
    }

    private static string Joined(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
