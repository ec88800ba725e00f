using Harmonium.Cli.Output;
using Harmonium.Storage.Folders;

namespace Harmonium.Cli.Parsing;

/// <summary>Where the result of applying a model goes.</summary>
internal static class ResultPath
{
    /// <summary>The path that the user gave, or a usual name: in the figures of a run, or else in the current folder.</summary>
    /// <param name="call">The command line.</param>
    /// <param name="of">The run of the model; null for none.</param>
    /// <param name="usual">The usual name, such as <c>samples.png</c>.</param>
    /// <param name="endings">The endings that can be written, such as <c>.png</c>.</param>
    /// <exception cref="UsageException">The path has another ending.</exception>
    internal static string For(Call call, RunView? of, string usual, params ReadOnlySpan<string> endings)
    {
        string path = call.Output ?? (of is { } run ? ShownPath.Of(run.FigurePath(usual)) : usual);
        string[] known = endings.ToArray();
        if (Directory.Exists(path))
            path = Path.Combine(path, usual);
        return known.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? path
            : throw new UsageException($"--output {path} has none of the endings that can be written: {string.Join(", ", known)}.", $"See: {call.Path} --help");
    }
}
