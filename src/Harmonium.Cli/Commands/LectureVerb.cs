using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Trials;
using Harmonium.Data;
using Harmonium.Experiments;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports.Languages;

namespace Harmonium.Cli.Commands;

/// <summary>Runs chapters of the lecture and writes a report.</summary>
internal sealed class LectureVerb : Verb
{
    private const string Everything = "all";
    private const string DefaultReport = "reports/lecture.html";

    private readonly Argument<string[]> _chapters = new("chapter")
    {
        Description = "the chapters to run, or all [default: rbm, divergence, features]",
        Arity = ArgumentArity.ZeroOrMore
    };
    private readonly Option<bool> _list = new("--list") { Description = "list the chapters by the parts of the lecture" };
    private readonly Option<bool> _quick = new("--quick") { Description = "use a budget of seconds per chapter (the default)" };
    private readonly Option<bool> _full = new("--full") { Description = "use the budgets of the papers" };
    private readonly Option<bool> _fresh = new("--fresh") { Description = "run chapters again that are kept from an earlier run" };
    private readonly Option<bool> _open = new("--open") { Description = "open the report in the browser" };
    private readonly Option<string?> _language = CommonOptions.Text("--language", string.Join(" or ", LanguageCode.All),
        "the language of the report [default: that of LC_ALL or LANG, else en]");

    /// <inheritdoc/>
    internal override string Name => "lecture";

    /// <inheritdoc/>
    internal override string Summary => "run chapters of the lecture and write a report with figures and tables";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium lecture", $"run three chapters on the built-in letters and write {DefaultReport}"),
        ("harmonium lecture all", "run all chapters whose data are available, in a few minutes; finished chapters are kept"),
        ("harmonium lecture neuron --language ru --open", "add a chapter, write the report in Russian, and open it"),
        ("harmonium lecture divergence --full", "run one chapter with its full budget"),
        ("harmonium lecture --list", "list the chapters"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_chapters);
        foreach (Option option in (Option[])[_list, _quick, _full, _fresh, _language, _open, common.Seed, common.Threads, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        Language language = LanguageOf(call);
        if (call.Parsed.GetValue(_list))
            return ExperimentList.Write(call, ChapterCatalog.Parts, language);
        bool full = call.Parsed.GetValue(_full), opens = call.Parsed.GetValue(_open), report = call.Output is not null || !call.Json;
        if (full && call.Parsed.GetValue(_quick))
            throw new UsageException("--quick and --full cannot be combined.", $"See: {call.Path} --help");
        if (opens && !report)
            throw new UsageException("--open needs a report, and with --json none is written by default.", "Add --output with the path of the report.");
        string[] wanted = call.Parsed.GetValue(_chapters) ?? [];
        bool all = wanted.Contains(Everything);
        LectureRun lecture = new(
            call,
            new ExperimentRun(call) { Full = full, Language = language },
            report ? ReportFile.PlaceOf(call, DefaultReport) : null,
            ids => call.Command(full ? [.. ids, _full.Name] : ids, call.Common.Seed, _language, call.Common.Output))
        {
            Fresh = call.Parsed.GetValue(_fresh),
            SkipsAbsent = all,
            Opens = opens,
        };
        return lecture.Do(Chosen(wanted, all));
    }

    private static IReadOnlyList<Chapter> Chosen(string[] wanted, bool all)
    {
        if (wanted.Length == 0)
            return ChapterCatalog.Core;
        Chapter[] named = [.. wanted.Where(id => id != Everything).Select(id => ExperimentList.Find(ChapterCatalog.All, "chapter", id))];
        return all ? ChapterCatalog.All : ChapterCatalog.InOrder(named);
    }

    private Language LanguageOf(Call call)
    {
        if (call.Text(_language) is not { } code)
            return LanguageCode.FromEnvironment(call.Terminal.Variable);
        return LanguageCode.Find(code) ?? throw new UsageException(
            $"{_language.Name} is “{code}”; expected {string.Join(" or ", LanguageCode.All)}.{NameDistance.Hint(code, LanguageCode.All)}",
            $"See: {call.Path} --help");
    }
}
