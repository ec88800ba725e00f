using Harmonium.Cli.Parsing;
using Harmonium.Cli.Training;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Commands;

/// <summary>The beginning of a run.</summary>
internal static class RunStart
{
    private const string Runs = "runs";

    /// <summary>Makes the folder of a run: where the user wants it, or the next number of its kind.</summary>
    internal static RunFolder Create(Call call, string machine, Harmonium.Storage.Training.Training training, string data)
    {
        RunRecord record = TrainingRun.RecordOf(training, data, Computer.Describe(training.Device));
        return call.Output is { } path
            ? RunFolder.Create(path, record, call.Terminal.Clock)
            : RunFolder.CreateNumbered(Runs, machine, training.DataName, record, call.Terminal.Clock);
    }

    /// <summary>The full path of a file or folder, so that the run can be resumed from elsewhere; the name of a named set or text.</summary>
    internal static string FullPathOf(string data) =>
        NamedSet.Find(data) is null && NamedText.Find(data) is null && (File.Exists(data) || Directory.Exists(data)) ? Path.GetFullPath(data) : data;
}
