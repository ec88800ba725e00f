using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Cli.Trials;
using Harmonium.Data;
using Harmonium.Experiments;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;

namespace Harmonium.Cli.Commands;

/// <summary>Runs chapters of the lecture and writes one report.</summary>
internal sealed class LectureVerb : Verb
{
    private const string Everything = "all";
    private const string UsualReport = "reports/lecture.html";

    private readonly Argument<string[]> _chapters = new("chapter")
    {
        Description = "the chapters to run, or all [rbm, divergence, features]",
        Arity = ArgumentArity.ZeroOrMore
    };
    private readonly Option<bool> _list = new("--list") { Description = "list the chapters" };
    private readonly Option<bool> _quick = new("--quick") { Description = "a budget of seconds a chapter (the default)" };
    private readonly Option<bool> _full = new("--full") { Description = "the papers' budgets" };

    /// <inheritdoc/>
    internal override string Name => "lecture";

    /// <inheritdoc/>
    internal override string Summary => "runs the chapters of the lecture and writes a report with figures and tables";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium lecture", $"the machine itself on the embedded letters; writes {UsualReport}"),
        ("harmonium lecture all", "every chapter whose data are there, in some minutes"),
        ("harmonium lecture divergence --full", "one chapter with a longer budget"),
        ("harmonium lecture --list", "what there is"),
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
            throw new UsageException("--quick and --full exclude each other.", $"See: {call.Path} --help");
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
                call.Say($"The chapter {chapter.Id} is left out: {absent.Message}");
            }
        }

        if (call.Output is null && call.Json)
            return ExitCode.Done;
        Report report = new(
            "Restricted Boltzmann machines: the lecture, run on this machine",
            [.. outcomes.SelectMany(outcome =>
                outcome.Report.Sections.Select(section => section with { Heading = $"{outcome.Report.Title}: {section.Heading}" }))])
        {
            Summary = [.. outcomes.SelectMany(outcome => outcome.Report.Summary)],
            Provenance = run.Provenance,
        };
        ReportFile.Write(call, report, UsualReport);
        return ExitCode.Done;
    }
}
