using System.CommandLine;
using Harmonium.Cli.Output;
using Harmonium.Storage.Folders;

namespace Harmonium.Cli.Parsing;

/// <summary>Chooses output paths.</summary>
internal static class ResultPath
{
    /// <summary>Returns the path of a figure, once it is found to end like one; null if the option is not given.</summary>
    /// <exception cref="UsageException">It ends otherwise.</exception>
    internal static string? Figure(Call call, Option<string?> option) => call.Text(option) is not { } path ? null
        : FigureFile.Has(path) ? path
        : throw new UsageException($"{option.Name} is “{path}”; expected a path that ends in {string.Join(" or ", FigureFile.Endings)}.",
            $"For example: {option.Name} figure.svg");

    /// <summary>Returns the path from the command line, or a default file name in the figures of a run or in the current folder.</summary>
    /// <param name="call">The command line.</param>
    /// <param name="of">The run of the model; null for none.</param>
    /// <param name="defaultName">The default file name, such as <c>samples.png</c>.</param>
    /// <param name="extensions">The supported extensions, such as <c>.png</c>.</param>
    /// <exception cref="UsageException">The extension of the path is not supported.</exception>
    internal static string For(Call call, RunView? of, string defaultName, params ReadOnlySpan<string> extensions)
    {
        string path = call.Output ?? (of is { } run ? ShownPath.Of(run.FigurePath(defaultName)) : defaultName);
        string[] known = extensions.ToArray();
        if (Directory.Exists(path))
            path = Path.Combine(path, defaultName);
        return known.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? path
            : throw new UsageException($"--output is “{path}”; expected a path that ends in " +
                $"{string.Join(", ", known[..^1])} or {known[^1]}.", $"See: {call.Path} --help");
    }
}
