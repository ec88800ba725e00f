using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Experiments;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Lectures;
using Harmonium.Storage.Files;

namespace Harmonium.Cli.Trials;

/// <summary>Runs chapters of the lecture, keeps each as soon as it is finished, and writes one report.</summary>
/// <param name="call">The command line.</param>
/// <param name="run">Runs the chapters.</param>
/// <param name="place">The file of the report; null for results on standard output alone.</param>
/// <param name="command">Returns the command line that runs chapters with the same options.</param>
internal sealed class LectureRun(Call call, ExperimentRun run, ReportPlace? place, Func<IEnumerable<string>, string> command)
{
    private readonly KeptChapters? _kept = place is null ? null : new KeptChapters(FileStore.Disk, place.ChaptersFolder);

    /// <summary>True to run chapters again that are kept.</summary>
    internal bool Fresh { get; init; }

    /// <summary>True to leave out chapters whose data are not found.</summary>
    internal bool SkipsAbsent { get; init; }

    /// <summary>True to open the report in the browser.</summary>
    internal bool Opens { get; init; }

    /// <summary>Runs the chapters in the given order.</summary>
    /// <returns>The exit code.</returns>
    internal int Do(IReadOnlyList<Chapter> chapters)
    {
        place?.Prepare();
        List<KeptChapter> done = [];
        try
        {
            for (int i = 0; i < chapters.Count; i++)
            {
                if (Finished(chapters[i], chapters.Count == 1 ? chapters[i].Id : $"chapter {i + 1} of {chapters.Count}, {chapters[i].Id}") is { } chapter)
                    done.Add(chapter);
            }
        }
        catch (OperationCanceledException) when (_kept is not null && done.Count > 0)
        {
            Write(done);
            call.Terminal.Error.WriteLine($"Stopped. {done.Count} of {chapters.Count} chapters are finished and kept. " +
                $"Continue with: {command(chapters.Select(chapter => chapter.Id))}");
            return ExitCode.Canceled;
        }

        Write(done);
        TellOthers(done);
        return ExitCode.Done;
    }

    /// <summary>Returns a chapter that is kept or runs now; null if its data are not found and it is left out.</summary>
    private KeptChapter? Finished(Chapter chapter, string label)
    {
        if (!Fresh && _kept?.Find(chapter, run.Context) is { } earlier)
        {
            call.Say($"{label}: kept from an earlier run; --fresh runs it again");
            run.Tell(chapter, earlier.Outcome, earlier.Seconds, kept: true);
            return earlier;
        }

        try
        {
            (ExperimentOutcome outcome, TimeSpan time) = run.Do(chapter, label);
            run.Tell(chapter, outcome, time.TotalSeconds);
            return _kept?.Keep(chapter, run.Context, outcome, time) ?? new KeptChapter(chapter.Id, "", time.TotalSeconds, outcome);
        }
        catch (DataFileException absent) when (SkipsAbsent)
        {
            call.Say($"The chapter {chapter.Id} is skipped: {absent.Message}");
            return null;
        }
    }

    /// <summary>Writes the report. Unchanged chapters of the report that exists stay in it; if others would be lost, it gets another name.</summary>
    private void Write(List<KeptChapter> done)
    {
        if (place is null || _kept is null || done.Count == 0)
            return;
        KeptChapter[] earlier =
        [
            .. ChapterCatalog.All.Where(chapter => place.Chapters.Contains(chapter.Id) && done.All(one => one.Id != chapter.Id))
                .Select(chapter => _kept.Find(chapter, run.Context)).OfType<KeptChapter>(),
        ];
        KeptChapter[] all = [.. done, .. earlier];
        string[] ids = [.. ChapterCatalog.All.Select(chapter => chapter.Id).Where(id => all.Any(chapter => chapter.Id == id))];
        ReportPlace target = place.For(ids);
        target.Write(LectureReport.Of(all, run.Language, run.Provenance(command(ids))));
        if (earlier.Length > 0)
            call.Say($"The report also has the chapters of earlier runs: {string.Join(", ", earlier.Select(chapter => chapter.Id))}.");
        if (target != place)
        {
            call.Say($"{ShownPath.Of(place.Path)} has chapters that were made with other settings, data or another version: " +
                $"{string.Join(", ", place.Chapters.Except(ids))}. It is unchanged, and the new report has another name.");
        }

        ReportFile.Tell(call, target);
        if (Opens)
            ReportFile.Open(call, target);
    }

    private void TellOthers(List<KeptChapter> done)
    {
        string[] others = [.. ChapterCatalog.All.Select(chapter => chapter.Id).Except(done.Select(chapter => chapter.Id))];
        if (others.Length == 0)
            return;
        call.Say($"Other chapters: {string.Join(", ", others)}.");
        call.Say($"Run one with '{call.Path} {others[0]}', all with '{call.Path} all'. '{call.Path} --list' describes them.");
    }
}
