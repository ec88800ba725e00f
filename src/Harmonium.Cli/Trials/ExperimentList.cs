using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Experiments.Definitions;

namespace Harmonium.Cli.Trials;

/// <summary>The experiments that can be named on the command line.</summary>
internal static class ExperimentList
{
    internal static int Write(Call call, IEnumerable<Experiment> experiments)
    {
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
                call.Terminal.Out.WriteLine($"{experiment.Id,-14} {experiment.Title}");
                call.Terminal.Out.WriteLine($"{"",-14} {experiment.Summary}");
            }
        }

        return ExitCode.Done;
    }

    /// <summary>The experiment of a name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    internal static Experiment Find(IEnumerable<Experiment> experiments, string kind, string id)
    {
        Experiment[] all = [.. experiments];
        string[] names = [.. all.Select(experiment => experiment.Id)];
        return all.FirstOrDefault(experiment => experiment.Id == id)
            ?? throw new UsageException(
                $"There is no {kind} called '{id}'.{NameDistance.Hint(id, names)}",
                $"There are: {string.Join(", ", names)}");
    }
}
