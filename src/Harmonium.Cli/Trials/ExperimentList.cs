using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports.Languages;

namespace Harmonium.Cli.Trials;

/// <summary>Lists and finds experiments.</summary>
internal static class ExperimentList
{
    /// <summary>Writes the names, titles and summaries of experiments.</summary>
    internal static int Write(Call call, IEnumerable<Experiment> experiments)
    {
        WrappedText text = new(call.Terminal);
        foreach (Experiment experiment in experiments)
            Write(call, text, experiment.Id, experiment.Title, experiment.Summary, part: null);
        return ExitCode.Done;
    }

    /// <summary>Writes the chapters of the lecture by its parts.</summary>
    internal static int Write(Call call, IEnumerable<LecturePart> parts, Language language)
    {
        WrappedText text = new(call.Terminal);
        foreach (LecturePart part in parts)
        {
            if (!call.Json)
                text.Write($"{(part.Number > 1 ? "\n" : "")}{part.HeadingIn(language)}\n");
            foreach (Chapter chapter in part.Chapters)
                Write(call, text, chapter.Id, chapter.TitleIn(language), chapter.SummaryIn(language), part.Number);
        }

        return ExitCode.Done;
    }

    /// <summary>Returns the experiment with a name.</summary>
    /// <exception cref="UsageException">There is no such experiment.</exception>
    internal static T Find<T>(IEnumerable<T> experiments, string kind, string id)
        where T : Experiment
    {
        T[] all = [.. experiments];
        string[] names = [.. all.Select(experiment => experiment.Id)];
        return all.FirstOrDefault(experiment => experiment.Id == id)
            ?? throw new UsageException(
                $"There is no {kind} “{id}”.{NameDistance.Hint(id, names)}",
                $"The {kind}s: {string.Join(", ", names)}");
    }

    private static void Write(Call call, WrappedText text, string id, string title, string summary, int? part)
    {
        if (!call.Json)
        {
            text.Write($"{id}: {title}", indent: 4, start: "");
            text.Write(summary, indent: 2);
            return;
        }

        call.JsonOutput.Write(json =>
        {
            json.WriteString("id", id);
            json.WriteString("title", title);
            json.WriteString("summary", summary);
            if (part is { } number)
                json.WriteNumber("part", number);
        });
    }
}
