using System.Runtime.InteropServices;
using Mono.Cecil;

namespace Harmonium.Tests;

/// <summary>The layers of docs/architecture.md, held by what the compiler wrote and by the files themselves.</summary>
public sealed class ArchitectureTests
{
    private const int MostFiles = 25;
    private const int LongestLine = 160;
    private const string Page = "docs/architecture.md";

    /// <summary>The folders at the top of the core library, lowest layer first: a folder uses those of lower layers, and its own sub-folders.</summary>
    private static readonly string[][] _layers =
    [
        ["Errors", "Mathematics"],
        ["Units", "Data"],
        ["Couplings"],
        ["Machines"],
        ["Sampling"],
        ["Learning", "Evaluation"],
        ["Networks"],
        ["Deep"],
        ["Multimodal"],
        ["Storage"],
        ["Runs"],
        [""],
    ];

    // A package that is part of Numerics: the vectorized functions of .NET.
    private static readonly string[] _ofNumerics = ["Harmonium.Numerics", "System.Numerics.Tensors"];

    public static TheoryData<string> Projects => [.. SourceTree.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_namespace_of_every_file_is_its_folder(string project)
    {
        string[] wrong =
        [
            .. from file in SourceTree.FilesOf(project)
               let expected = SourceTree.FolderOf(file).Replace('/', '.')
               from found in SourceTree.NamespacesIn(file)
               where found != expected
               select $"{SourceTree.FolderOf(file)}/{Path.GetFileName(file)} declares {found}; expected {expected}",
        ];
        Assert.True(wrong.Length == 0, Lines("A namespace is not the folder of its file.", wrong));
    }

    [Fact]
    public void A_layer_of_the_core_uses_only_those_below_it()
    {
        string[] wrong =
        [
            .. UsesOfTheCore()
                .Where(use => !IsAllowed(TopOf(use.From), TopOf(use.To)))
                .Select(use => FolderUses.Describe(use.From, use.To, use.Types)),
        ];
        Assert.True(wrong.Length == 0, Lines($"A folder uses one of its own layer or of a higher one; {Page} lists the layers.", wrong));
    }

    [Fact]
    public void Every_folder_of_the_core_belongs_to_a_layer()
    {
        string[] without =
        [
            .. SourceTree.FilesOf("Harmonium").Select(SourceTree.FolderOf).Distinct().Where(folder => LevelOf(TopOf(folder.Replace('/', '.'))) < 0),
        ];
        Assert.True(without.Length == 0, Lines($"A folder belongs to no layer: add it to the layers of this test and to {Page}.", without));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_two_folders_of_a_project_use_each_other_in_a_circle(string project)
    {
        IReadOnlyList<string> cycle = FolderUses.Of(SourceTree.AssemblyOf(project)).ShortestCycle();
        Assert.True(cycle.Count == 0, Lines($"Folders of {project} use each other in a circle.", cycle));
    }

    [Fact]
    public void A_folder_has_at_most_twenty_five_files_unless_the_page_says_why()
    {
        Dictionary<string, string> reasons = ReasonsOf(File.ReadAllLines(Path.Combine(SourceTree.Root, Page)));
        Dictionary<string, int> large = SourceTree.Projects.SelectMany(SourceTree.FilesOf).CountBy(SourceTree.FolderOf)
            .Where(folder => folder.Value > MostFiles).ToDictionary(folder => $"src/{folder.Key}", folder => folder.Value);
        string[] wrong =
        [
            .. large.Where(folder => !reasons.ContainsKey(folder.Key))
                .Select(folder => $"{folder.Key} has {folder.Value} files: split it by subject, or give the reason in {Page}"),
            .. reasons.Where(row => row.Value.Length == 0).Select(row => $"{Page} gives no reason for {row.Key}"),
            .. reasons.Keys.Where(folder => !large.ContainsKey(folder))
                .Select(folder => $"{Page} excuses {folder}, which has no more than {MostFiles} files: take the row out"),
        ];
        Assert.True(wrong.Length == 0, Lines($"Folders have at most {MostFiles} source files.", wrong));
    }

    [Fact]
    public void A_line_has_at_most_one_hundred_and_sixty_characters()
    {
        string[] wrong =
        [
            .. from project in SourceTree.Projects
               from file in SourceTree.FilesOf(project)
               from line in File.ReadLines(file).Index()
               where line.Item.Length > LongestLine
               select $"{file}:{line.Index + 1} has {line.Item.Length}",
        ];
        Assert.True(wrong.Length == 0, Lines($"Lines have at most {LongestLine} characters.", wrong));
    }

    [Fact]
    public void The_core_references_only_numerics_and_the_framework()
    {
        using ModuleDefinition core = ModuleDefinition.ReadModule(SourceTree.AssemblyOf("Harmonium"));
        string[] wrong =
        [
            .. core.AssemblyReferences.Select(reference => reference.Name).Except(_ofNumerics)
                .Where(name => !File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), $"{name}.dll"))),
        ];
        Assert.True(wrong.Length == 0, Lines("Harmonium references an assembly besides Harmonium.Numerics and the framework.", wrong));
    }

    /// <summary>What the compiled core uses, and what its files import for constants and documentation alone, which leave no trace in the assembly.</summary>
    private static IEnumerable<(string From, string To, IReadOnlyCollection<string> Types)> UsesOfTheCore()
    {
        FolderUses compiled = FolderUses.Of(SourceTree.AssemblyOf("Harmonium"));
        HashSet<string> folders = [.. SourceTree.FilesOf("Harmonium").Select(file => SourceTree.FolderOf(file).Replace('/', '.'))];
        var imported =
            from file in SourceTree.FilesOf("Harmonium")
            from imports in SourceTree.UsingsIn(file)
            let use = (From: SourceTree.FolderOf(file).Replace('/', '.'), To: imports)
            where folders.Contains(imports) && !compiled.All.ContainsKey(use)
            group $"the using of {Path.GetFileName(file)}" by use into files
            select (files.Key.From, files.Key.To, (IReadOnlyCollection<string>)[.. files]);
        return compiled.All.Select(use => (use.Key.From, use.Key.To, (IReadOnlyCollection<string>)use.Value)).Concat(imported);
    }

    /// <summary>Storage knows no model: it uses nothing of the core, whatever its layer would allow.</summary>
    private static bool IsAllowed(string from, string to) => from == to || (from != "Storage" && LevelOf(to) < LevelOf(from));

    private static int LevelOf(string top) => Array.FindIndex(_layers, layer => layer.Contains(top));

    /// <summary>The folder at the top of the core that a namespace lies in; empty for the project's own.</summary>
    private static string TopOf(string name) => name.Split('.').ElementAtOrDefault(1) ?? "";

    /// <summary>The rows "| `src/…` | reason |" of a page's section of large folders.</summary>
    private static Dictionary<string, string> ReasonsOf(IEnumerable<string> lines) =>
        lines.SkipWhile(line => line != $"## Folders above {MostFiles} files").Where(line => line.StartsWith("| `src/", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2]);

    private static string Lines(string heading, IEnumerable<string> lines) =>
        $"{heading}{string.Concat(lines.Select(line => $"{Environment.NewLine}    {line}"))}";
}
