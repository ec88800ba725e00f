using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Experiments.Definitions;

namespace Harmonium.Cli.Trials;

/// <summary>Lists and finds experiments.</summary>
internal static class ExperimentList
{
    /// <summary>Writes the names, titles and summaries of experiments.</summary>
    internal static int Write(Call call, IEnumerable<Experiment> experiments)
    {
        WrappedText text = new(call.Terminal);
        foreach (Experiment experiment in experiments)
        {
            if (call.Json)
            {
                call.JsonOutput.Write(json =>
                {
                    json.WriteString("id", experiment.Id);
                    json.WriteString("title", experiment.Title);
                    json.WriteString("summary", experiment.Summary);
                });
            }
            else
            {
                text.Write($"{experiment.Id}: {experiment.Title}", indent: 4, start: "");
                text.Write(experiment.Summary, indent: 2);
            }
        }

        return ExitCode.Done;
    }

    /// <summary>Returns the experiment with a name.</summary>
    /// <exception cref="UsageException">There is no such experiment.</exception>
    internal static Experiment Find(IEnumerable<Experiment> experiments, string kind, string id)
    {
        Experiment[] all = [.. experiments];
        string[] names = [.. all.Select(experiment => experiment.Id)];
        return all.FirstOrDefault(experiment => experiment.Id == id)
            ?? throw new UsageException(
                $"There is no {kind} “{id}”.{NameDistance.Hint(id, names)}",
                $"The {kind}s: {string.Join(", ", names)}");
    }
}
