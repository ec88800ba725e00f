using System.Text.RegularExpressions;

namespace Harmonium.Cli.Tests;

/// <summary>The output of every command, for valid and invalid command lines.</summary>
public sealed partial class ApprovedOutputTests(TrainedRuns runs) : IClassFixture<TrainedRuns>
{
    [Theory]
    [InlineData("nothing")]
    [InlineData("help", "--help")]
    [InlineData("unknown-verb", "evalate")]
    [InlineData("unknown-option", "--verison")]
    [InlineData("train-nothing", "train")]
    [InlineData("train-help", "train", "--help")]
    [InlineData("train-list", "train", "--list")]
    [InlineData("train-unknown", "train", "rmb")]
    [InlineData("train-rbm-help", "train", "rbm", "--help")]
    [InlineData("train-rbm", "train", "rbm", "--data", "«toy»", "--hidden", "5", "--epochs", "2", "--validation", "0.2", "--output", "«folder»/new")]
    [InlineData("train-rbm-json", "train", "rbm", "--data", "«toy»", "--hidden", "5", "--epochs", "2", "--output", "«folder»/new", "--json")]
    [InlineData("train-rbm-quiet", "train", "rbm", "--data", "«toy»", "--hidden", "5", "--epochs", "1", "--output", "«folder»/new", "--quiet")]
    [InlineData("train-rbm-misspelt-option", "train", "rbm", "--epoch", "3")]
    [InlineData("train-rbm-missing-value", "train", "rbm", "--epochs")]
    [InlineData("train-rbm-twice", "train", "rbm", "--epochs", "1", "--epochs", "2")]
    [InlineData("train-rbm-no-number", "train", "rbm", "--epochs", "many")]
    [InlineData("train-rbm-decimal-comma", "train", "rbm", "--learning-rate", "0,1")]
    [InlineData("train-rbm-no-choice", "train", "rbm", "--binarise", "sample")]
    [InlineData("train-rbm-out-of-range", "train", "rbm", "--learning-rate", "-1")]
    [InlineData("train-rbm-no-method", "train", "rbm", "--method", "ppcd")]
    [InlineData("train-rbm-no-data", "train", "rbm", "--data", "mnits")]
    [InlineData("train-rbm-no-file", "train", "rbm", "--data", "«folder»/none.idx")]
    [InlineData("train-rbm-run-exists", "train", "rbm", "--data", "«toy»", "--output", "«a»")]
    [InlineData("train-rbm-diverges", "train", "rbm", "--data", "«toy»", "--learning-rate", "1e6", "--epochs", "1", "--output", "«folder»/new")]
    [InlineData("train-rbm-patience-without-validation", "train", "rbm", "--data", "«toy»", "--patience", "2", "--output", "«folder»/new")]
    [InlineData("train-hopfield-help", "train", "hopfield", "--help")]
    [InlineData("train-hopfield", "train", "hopfield", "--data", "«toy»", "--patterns", "5", "--output", "«folder»/new")]
    [InlineData("train-hopfield-json", "train", "hopfield", "--data", "«toy»", "--patterns", "12", "--rule", "hebb", "--output", "«folder»/new", "--json")]
    [InlineData("train-hopfield-no-rule", "train", "hopfield", "--rule", "heb")]
    [InlineData("train-hopfield-too-many", "train", "hopfield", "--data", "«toy»", "--patterns", "500")]
    [InlineData("train-hopfield-out-of-range", "train", "hopfield", "--remove-weakest", "1")]
    [InlineData("recall", "recall", "«h»", "--noise", "0.1")]
    [InlineData("recall-json", "recall", "«h»", "--count", "2", "--dynamics", "synchronous", "--output", "«folder»/r.npy", "--json")]
    [InlineData("recall-other-model", "recall", "«a»")]
    [InlineData("recall-no-noise", "recall", "«h»", "--noise", "2")]
    [InlineData("recall-no-ending", "recall", "«h»", "--output", "«folder»/r.bmp")]
    [InlineData("train-mlp-help", "train", "mlp", "--help")]
    [InlineData("train-text-help", "train", "text", "--help")]
    [InlineData("classify-help", "classify", "--help")]
    [InlineData("train-mlp-no-labels", "train", "mlp", "--data", "«toy»", "--output", "«folder»/new")]
    [InlineData("train-mlp-no-activation", "train", "mlp", "--activation", "wave")]
    [InlineData("train-mlp-no-optimizer", "train", "mlp", "--optimiser", "bfgs")]
    [InlineData("train-mlp-no-line", "train", "mlp", "--line-searches", "3")]
    [InlineData("train-text-no-file", "train", "text", "--data", "«folder»/none.txt")]
    [InlineData("train-text-no-cell", "train", "text", "--cell", "lstn")]
    [InlineData("generate-no-text", "generate", "«a»")]
    [InlineData("resume", "resume", "«c»", "--epochs", "3", "--no-figures")]
    [InlineData("resume-no-run", "resume", "«folder»")]
    [InlineData("resume-nothing", "resume")]
    [InlineData("resume-fewer-epochs", "resume", "«a»", "--epochs", "1")]
    [InlineData("evaluate", "evaluate", "«a»")]
    [InlineData("evaluate-annealed", "evaluate", "«a»", "--enumerate", "0", "--ladder", "linear-100")]
    [InlineData("evaluate-json", "evaluate", "«a»", "--json")]
    [InlineData("evaluate-no-ladder", "evaluate", "«a»", "--ladder", "steep")]
    [InlineData("evaluate-no-split", "evaluate", "«a»", "--split", "tset")]
    [InlineData("evaluate-missing-split", "evaluate", "«a»", "--split", "test")]
    [InlineData("evaluate-other-data", "evaluate", "«a»", "--data", "letters")]
    [InlineData("evaluate-gray", "evaluate", "«a»", "--binarize", "none")]
    [InlineData("evaluate-no-model", "evaluate", "«toy»")]
    [InlineData("sample", "sample", "«a»", "--sweeps", "5", "--count", "4")]
    [InlineData("sample-json", "sample", "«a»", "--sweeps", "5", "--output", "«folder»/s.gif", "--json")]
    [InlineData("sample-no-ending", "sample", "«a»", "--output", "«folder»/samples.bmp")]
    [InlineData("sample-too-few", "sample", "«a»", "--count", "0")]
    [InlineData("reconstruct", "reconstruct", "«a»", "--count", "5")]
    [InlineData("reconstruct-no-model", "reconstruct", "«folder»/none.safetensors")]
    [InlineData("complete", "complete", "«a»", "--keep", "top", "--sweeps", "10")]
    [InlineData("complete-no-mask", "complete", "«a»", "--keep", "middle")]
    [InlineData("features", "features", "«a»", "--output", "«folder»/f.csv")]
    [InlineData("features-nothing", "features")]
    [InlineData("inspect-run", "inspect", "«a»")]
    [InlineData("inspect-model", "inspect", "«a»/model.safetensors", "--data", "«toy»")]
    [InlineData("inspect-json", "inspect", "«a»", "--json")]
    [InlineData("inspect-nothing-there", "inspect", "«folder»/none")]
    [InlineData("compare", "compare", "«a»", "«b»")]
    [InlineData("compare-json", "compare", "«a»", "«b»", "--json")]
    [InlineData("compare-one", "compare", "«a»")]
    [InlineData("data-list", "data", "list")]
    [InlineData("data-list-json", "data", "list", "--json")]
    [InlineData("data-get-built-in", "data", "get", "letters")]
    [InlineData("data-get-unknown", "data", "get", "minst")]
    [InlineData("data-show", "data", "show", "«toy»")]
    [InlineData("data-show-json", "data", "show", "«toy»", "--json")]
    [InlineData("data-show-nothing", "data", "show")]
    [InlineData("config-unknown-name", "train", "rbm", "--config", "«config»")]
    public void A_command_line_shows_what_was_approved(string name, params string[] args) => Matches(name, 80, args);

    [Theory]
    [InlineData("narrow-help", "--help")]
    [InlineData("narrow-compare", "compare", "«a»", "«b»")]
    [InlineData("narrow-data-show", "data", "show", "«toy»")]
    [InlineData("narrow-train-help", "train", "--help")]
    [InlineData("narrow-train-rbm-help", "train", "rbm", "--help")]
    [InlineData("narrow-train-list", "train", "--list")]
    public void A_terminal_of_forty_columns_shows_what_was_approved(string name, params string[] args) => Matches(name, 40, args);

    [Theory]
    [InlineData("wide-help", "--help")]
    [InlineData("wide-train-rbm-help", "train", "rbm", "--help")]
    public void A_terminal_of_120_columns_shows_what_was_approved(string name, params string[] args) => Matches(name, 120, args);

    private void Matches(string name, int width, string[] args)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("config.json"), """{"epochs":1,"learnigRate":0.1}""");
        string[] real = [.. args.Select(arg =>
            arg.Replace("«toy»", runs.Data).Replace("«a»", runs.A).Replace("«b»", runs.B).Replace("«c»", runs.ToResume).Replace("«h»", runs.Hopfield)
            .Replace("«config»", folder.At("config.json")).Replace("«folder»", folder.Path))];
        Session session = Session.RunAt(width, real);
        string shown = $"$ harmonium {string.Join(' ', args)}\n{session.Out}--- messages\n{session.Error}--- exit {session.ExitCode}\n";
        shown = shown.Replace(folder.Path, "«folder»").Replace(runs.A, "«a»").Replace(runs.B, "«b»").Replace(runs.ToResume, "«c»")
            .Replace(runs.Hopfield, "«h»").Replace(runs.Data, "«toy»");
        Approved.Matches(name, args.Contains("--help") ? shown : Scrub(shown));
    }

    /// <summary>Replaces the parts that differ between computers and days.</summary>
    private static string Scrub(string text)
    {
        text = Digest().Replace(text, "«sha256»");
        text = Moment().Replace(text, "«time»");
        text = Rate().Replace(text, "«n»");
        text = Duration().Replace(text, "«duration»");
        return Gap().Replace(Fraction().Replace(text, "«x»"), "  ");
    }

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digest();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d\.\d+\+\d\d:\d\d)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"\d+(?= examples/s)|(?<=""peakMemoryBytes"":)\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"\b\d+ s\b|(?<=""seconds(Left)?"":)[\d.E-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duration();

    [GeneratedRegex("(?<=[»–]) {2,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(@"-?\d+\.\d+(E[+-]?\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fraction();
}
