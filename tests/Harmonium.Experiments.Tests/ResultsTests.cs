using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Harmonium.Experiments.Definitions;

namespace Harmonium.Experiments.Tests;

/// <summary>Tests of docs/results.json, of docs/results.md, and of the tool that writes the page.</summary>
public sealed class ResultsTests
{
    private static readonly string[] _experiments = [.. RecipeCatalog.All.Concat<Experiment>(ChapterCatalog.All).Select(experiment => experiment.Id)];

    [Fact]
    public async Task The_page_of_results_is_what_the_tool_writes()
    {
        (int code, string output) = await RunAsync(Root(), "check", "");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task The_output_of_a_recipe_becomes_the_records_of_that_recipe()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("harmonium-results-");
        try
        {
            foreach (string file in (string[])["tools/results.cs", "docs/results.json"])
            {
                string copy = Path.Combine(folder.FullName, file);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(Path.Combine(Root(), file), copy);
            }

            (int code, string output) = await RunAsync(folder.FullName, "add \"Zen 3\" \"harmonium reproduce mlp-mnist --seed 7\"",
                """{"event":"done","recipe":"mlp-mnist","measured":{"testError":1.4962,"testLoss":0.05},"seed":7,"seconds":61,"met":true}""");
            Assert.True(code == 0, output);

            JsonElement added = Recipes(folder.FullName).Single(recipe => Text(recipe, "id") == "mlp-mnist").GetProperty("results")[0];
            Assert.Equal(("1.50", "7", "Zen 3", "harmonium reproduce mlp-mnist --seed 7"),
                (added.GetProperty("value").GetRawText(), added.GetProperty("seed").GetRawText(), Text(added, "machine"), Text(added, "command")));
            Assert.Contains("| 1.50 % | 1.60 % (Simard, Steinkraus, Platt 2003, table 1) | `harmonium reproduce mlp-mnist --seed 7` | 7 |",
                File.ReadAllText(Path.Combine(folder.FullName, "docs", "results.md")), StringComparison.Ordinal);
            Assert.Equal(File.ReadLines(Path.Combine(Root(), "docs", "results.json")).Count(),
                File.ReadLines(Path.Combine(folder.FullName, "docs", "results.json")).Count());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_recipe_has_results()
    {
        string[] recorded = [.. Recipes(Root()).Select(recipe => Text(recipe, "id")!)];
        Assert.Empty(RecipeCatalog.All.Select(recipe => recipe.Id).Except(recorded));
        Assert.Empty(recorded.Except(_experiments));
    }

    [Fact]
    public void Every_result_has_a_command_a_seed_a_date_and_a_known_machine()
    {
        JsonElement data = Data(Root());
        string[] machines = [.. data.GetProperty("machines").EnumerateArray().Select(machine => Text(machine, "name")!)];
        foreach (JsonElement result in Recipes(Root()).SelectMany(recipe => recipe.GetProperty("results").EnumerateArray()))
        {
            Assert.StartsWith("harmonium ", Text(result, "command"), StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.Number, result.GetProperty("seed").ValueKind);
            Assert.True(
                DateOnly.TryParseExact(Text(result, "date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), result.GetRawText());
            Assert.Contains(Text(result, "machine"), machines);
            Assert.Equal(result.TryGetProperty("published", out _), result.TryGetProperty("source", out _));
        }
    }

    private static IEnumerable<JsonElement> Recipes(string root) =>
        Data(root).GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("recipes").EnumerateArray());

    private static JsonElement Data(string root)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "docs", "results.json")));
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<(int Code, string Output)> RunAsync(string root, string arguments, string input)
    {
        ProcessStartInfo start = new("dotnet", $"run \"{Path.Combine(root, "tools", "results.cs")}\" -- {arguments}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = root
        };
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(input.AsMemory(), TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken),
            printed = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await printed + await errors);
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
