using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Harmonium.Runs;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Tests;

/// <summary>
/// Every command with a model of every kind and data of every form gives a result or an error of the user, and docs/combinations.md says which.
/// </summary>
public sealed class CombinationTests : IDisposable
{
    private static readonly string[] _short =
    [
        "--stage", "pretraining.epochs=1", "--stage", "fine-tuning.epochs=1", "--fine-tune", "--epochs", "1", "--hidden", "4", "--patterns", "5",
        "--units", "4", "--window", "16",
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> EveryKind => [.. ModelKinds.BuiltIn.All.Select(kind => kind.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(EveryKind))]
    public void A_command_gives_a_result_or_an_error_of_the_user(string kind)
    {
        IReadOnlyList<(string Name, string Path)> forms = DataForms.Write(_folder.Path);
        string[] settings = [.. SettingsOf(kind)];
        List<(string Form, string Run)> trained = [];
        foreach ((string name, string path) in forms)
        {
            string run = _folder.At($"run of {name}");
            if (Run(["train", kind, "--data", path, "--output", run, "--no-figures", .. settings]).ExitCode == 0)
                trained.Add((name, run));
        }

        StringBuilder table = new();
        table.AppendLine(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", trained.Select(each => each.Form))} |")
            .AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(trained.Select(_ => ":-:|"))}");
        foreach ((string verb, string[] options) in Verbs())
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {verb} | {string.Join(" | ", trained.Select(each => Run([verb, each.Run, .. options]).ExitCode == 0 ? "yes" : "–"))} |");
        // A model of the first form with data of every form: most do not fit.
        foreach ((string verb, string[] options) in Verbs())
        {
            foreach ((_, string path) in forms)
                Run([verb, trained[0].Run, "--data", path, .. options]);
        }

        Documented(kind, table.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Returns the commands that apply a model to data, with options that keep them short.</summary>
    private IEnumerable<(string Verb, string[] Options)> Verbs() =>
    [
        ("evaluate", ["--runs", "4", "--ladder", "linear-20"]),
        ("features", ["--output", _folder.At("features.csv")]),
        ("score", ["--output", _folder.At("scores.csv")]),
        ("reconstruct", ["--count", "3", "--output", _folder.At("reconstructed.npy")]),
        ("complete", ["--count", "3", "--sweeps", "4", "--output", _folder.At("completed.csv")]),
        ("sample", ["--count", "3", "--sweeps", "2", "--start", "data", "--output", _folder.At("samples.npy")]),
        ("classify", ["--output", _folder.At("classes.csv")]),
        ("recall", ["--count", "3", "--sweeps", "5", "--output", _folder.At("recalled.npy")]),
        ("resume", ["--epochs", "1", "--no-figures"]),
    ];

    /// <summary>Returns those of the short settings that a kind has.</summary>
    private static IEnumerable<string> SettingsOf(string name)
    {
        ModelKind kind = ModelKinds.BuiltIn.Find(name)!;
        HashSet<string> known = [.. kind.Settings.All.Select(setting => setting.Name)];
        for (int i = 0; i < _short.Length; i++)
        {
            string option = _short[i];
            string? value = option == "--fine-tune" ? null : _short[++i];
            string setting = option == "--stage" ? value!.Split('=')[0].Replace("fine-tuning", "fineTuning", StringComparison.Ordinal) : Camel(option);
            if (known.Contains(setting))
            {
                yield return option;
                if (value is not null)
                    yield return value;
            }
        }
    }

    private static string Camel(string option) => option == "--fine-tune" ? "fineTune" : option[2..];

    /// <summary>Runs a command that may be refused but must not fail.</summary>
    private static Session Run(params string[] args)
    {
        Session session = Session.Run(args);
        string command = string.Join(' ', args);
        Assert.True(session.ExitCode is 0 or 1 or 2, $"{command}\nexit code {session.ExitCode}\n{session.Error}");
        Assert.False(session.Error.Contains("Internal error", StringComparison.Ordinal) || session.Error.Contains("   at ", StringComparison.Ordinal),
            $"{command}\n{session.Error}");
        Assert.True(session.ExitCode == 0 || session.Error.Contains("harmonium: ", StringComparison.Ordinal), $"{command}\n{session.Error}");
        return session;
    }

    /// <summary>Compares the table of a kind with the one in docs/combinations.md. One that differs is written next to the page for review.</summary>
    private static void Documented(string kind, string table, [CallerFilePath] string file = "")
    {
        string docs = Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "docs");
        string page = Path.Combine(docs, "combinations.md"), received = Path.Combine(docs, $"combinations.{kind}.received.md");
        string section = $"## {kind}\n\n{table}";
        if (File.Exists(page) && $"{File.ReadAllText(page).ReplaceLineEndings("\n").TrimEnd('\n')}\n\n## ".Contains($"{section}\n## ", StringComparison.Ordinal))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, section);
        Assert.Fail($"docs/combinations.md does not have this table. Check {received} and put it there.\n{section}");
    }
}
