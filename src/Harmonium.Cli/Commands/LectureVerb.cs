using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Cli.Trials;
using Harmonium.Data;
using Harmonium.Experiments;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;

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
    private readonly Option<bool> _list = new("--list") { Description = "list the chapters" };
    private readonly Option<bool> _quick = new("--quick") { Description = "use a budget of seconds per chapter (the default)" };
    private readonly Option<bool> _full = new("--full") { Description = "use the budgets of the papers" };

    /// <inheritdoc/>
    internal override string Name => "lecture";

    /// <inheritdoc/>
    internal override string Summary => "run chapters of the lecture and write a report with figures and tables";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium lecture", $"run three chapters on the built-in letters and write {DefaultReport}"),
        ("harmonium lecture all", "run all chapters whose data are available, in a few minutes"),
        ("harmonium lecture divergence --full", "run one chapter with its full budget"),
        ("harmonium lecture --list", "list the chapters"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_chapters);
        foreach (Option option in (Option[])[_list, _quick, _full, common.Seed, common.Threads, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        if (call.Parsed.GetValue(_list))
            return ExperimentList.Write(call, ChapterCatalog.All);
        if (call.Parsed.GetValue(_full) && call.Parsed.GetValue(_quick))
            throw new UsageException("--quick and --full cannot be combined.", $"See: {call.Path} --help");
        string[] wanted = call.Parsed.GetValue(_chapters) ?? [];
        bool all = wanted is [Everything];
        IReadOnlyList<Experiment> chapters = all ? ChapterCatalog.All : wanted.Length == 0 ? ChapterCatalog.Core
            : [.. wanted.Select(id => ExperimentList.Find(ChapterCatalog.All, "chapter", id))];
        ExperimentRun run = new(call, call.Parsed.GetValue(_full));
        List<ExperimentOutcome> outcomes = [];
        foreach (Experiment chapter in chapters)
        {
            try
            {
                outcomes.Add(run.Do(chapter));
            }
            catch (DataFileException absent) when (all)
            {
                call.Say($"The chapter {chapter.Id} is skipped: {absent.Message}");
            }
        }

        if (call.Output is null && call.Json)
            return ExitCode.Done;
        Report report = new(
            "Restricted Boltzmann machines: the lecture, run on this computer",
            [.. outcomes.SelectMany(outcome =>
                outcome.Report.Sections.Select(section => section with { Heading = $"{outcome.Report.Title}: {section.Heading}" }))])
        {
            Summary = [.. outcomes.SelectMany(outcome => outcome.Report.Summary)],
            Provenance = run.Provenance,
        };
        ReportFile.Write(call, report, DefaultReport);
        return ExitCode.Done;
    }
}
