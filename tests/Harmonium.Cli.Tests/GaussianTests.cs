using System.Globalization;
using System.Text;
using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium.Cli.Tests;

/// <summary>Gaussian units at their default settings, and what the program says about what a training learned.</summary>
public sealed class GaussianTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Raw_sensor_columns_are_learned_at_the_default_settings()
    {
        string data = Sensors("sensors.csv", 600), run = _folder.At("run");

        JsonElement verdict = Done("train", "rbm", "--data", data, "--visible", "gaussian", "--hidden", "30", "--output", run).GetProperty("verdict");
        JsonElement evaluation = Assert.Single(Session.Run("evaluate", run, "--ladder", "sigmoid-1000", "--json").Objects);

        // Three columns repeat others up to noise of a third of their spread: ½ ln 10 nats each are within reach.
        double gain = evaluation.GetProperty("testLogLikelihood").GetProperty("low").GetDouble() - evaluation.GetProperty("baseline").GetDouble();
        Assert.InRange(gain, 0.5, 4);
        Assert.True(verdict.GetProperty("learned").GetBoolean(), verdict.GetProperty("words").GetString());
        Assert.Contains("the model learned dependencies", verdict.GetProperty("words").GetString());
        Assert.Contains("above independent units", Session.Run("evaluate", run, "--ladder", "sigmoid-1000", "--quiet").Out);
    }

    [Fact]
    public void The_library_and_the_command_line_give_the_same_bytes_at_the_default_settings()
    {
        string data = Sensors("sensors.csv", 150), run = _folder.At("run"), saved = _folder.At("saved.safetensors");
        Done("train", "rbm", "--data", data, "--visible", "gaussian", "--output", run);

        Rbm.Train(Datasets.Open(data).Train, new RbmSettings { Visible = "gaussian" }, cancel: TestContext.Current.CancellationToken).Save(saved);

        Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model.safetensors")), File.ReadAllBytes(saved));
    }

    [Fact]
    public void A_model_that_learned_nothing_is_called_so_with_advice()
    {
        string data = Sensors("sensors.csv", 150), run = _folder.At("run");

        JsonElement verdict = Done("train", "rbm", "--data", data, "--visible", "gaussian", "--hidden", "4", "--epochs", "0", "--weight-scale", "0.0001",
            "--output", run).GetProperty("verdict");

        Assert.False(verdict.GetProperty("learned").GetBoolean());
        Assert.Contains("no better than independent units: try a higher learning rate, more epochs or a smaller batch",
            verdict.GetProperty("words").GetString());
        Assert.Contains("no better than independent units", Session.Run("evaluate", run, "--quiet").Out);
    }

    [Fact]
    public void Additional_checkpoints_do_not_change_the_model_file()
    {
        string data = Sensors("sensors.csv", 150);
        string[] train = ["train", "rbm", "--data", data, "--visible", "gaussian", "--hidden", "4", "--epochs", "2", "--output"];

        string? plain = Done([.. train, _folder.At("a")]).GetProperty("sha256").GetString();

        Assert.Equal(plain, Done([.. train, _folder.At("b"), "--checkpoint-steps", "3"]).GetProperty("sha256").GetString());
        Assert.Equal(plain, Done([.. train, _folder.At("c"), "--checkpoint-every", "2"]).GetProperty("sha256").GetString());
    }

    [Fact]
    public void All_moments_of_samples_are_written()
    {
        string run = Small(), numbers = _folder.At("c.npy"), table = _folder.At("c.csv");

        Session.Run("sample", run, "--count", "4", "--sweeps", "10", "--moments", "5", "--output", numbers);
        Session.Run("sample", run, "--count", "4", "--sweeps", "10", "--moments", "5", "--output", table);
        Session.Run("sample", run, "--count", "4", "--sweeps", "10", "--output", _folder.At("one.npy"));

        string[] lines = File.ReadAllLines(table);
        byte[] all = File.ReadAllBytes(numbers), one = File.ReadAllBytes(_folder.At("one.npy"));
        Assert.Contains("'shape': (5, 4, 8)", Encoding.ASCII.GetString(all, 0, 128));
        Assert.Contains("'shape': (4, 8)", Encoding.ASCII.GetString(one, 0, 128));
        Assert.Equal(21, lines.Length);
        Assert.EndsWith(",sweeps", lines[0]);
        Assert.Equal(["2", "4", "6", "8", "10"], lines.Skip(1).Select(line => line.Split(',')[^1]).Distinct());
        // The last moment is the sample that is drawn without moments.
        Assert.Equal(one[^(4 * 8 * 4)..], all[^(4 * 8 * 4)..]);
    }

    [Fact]
    public void A_free_energy_gap_needs_held_out_data()
    {
        string run = Small();

        Assert.DoesNotContain("free-energy gap", Session.Run("evaluate", run, "--split", "train", "--quiet").Out);
        JsonElement result = Assert.Single(Session.Run("evaluate", run, "--split", "train", "--json").Objects);
        Assert.Equal(JsonValueKind.Null, result.GetProperty("freeEnergyGap").ValueKind);
    }

    private string Small()
    {
        string run = _folder.At("run");
        Done("train", "rbm", "--data", Sensors("sensors.csv", 150), "--visible", "gaussian", "--hidden", "4", "--epochs", "1", "--output", run);
        return run;
    }

    /// <summary>
    /// Writes a table of sensors in units of their own: one constant, one that is rarely different from 0, three that repeat others up to noise.
    /// </summary>
    private string Sensors(string name, int rows)
    {
        Tensor z = Tensor.Zeros(rows, 7);
        RandomStream.For(5, Purpose.Evaluation).FillNormal(z, 0, 1);
        string[] lines = [.. Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{1000 + (50 * z[i, 0])},{0.001 * (z[i, 0] + (0.3 * z[i, 1]))},{1e6 + (1e4 * z[i, 2])},{20 - z[i, 2] + (0.3 * z[i, 3])},{z[i, 4]}," +
            $"{-0.1 * (z[i, 4] + (0.3 * z[i, 5]))},{12.5},{(i % 97 == 0 ? z[i, 6] : 0)}"))];
        string path = _folder.At(name);
        File.WriteAllLines(path, ["pressure,flow,power,level,drift,tilt,voltage,spike", .. lines]);
        return path;
    }

    private static JsonElement Done(params string[] args)
    {
        Session session = Session.Run([.. args, "--no-figures", "--json"]);
        Assert.Equal("", session.ExitCode == 0 ? "" : session.Error);
        return session.Objects[^1];
    }
}
