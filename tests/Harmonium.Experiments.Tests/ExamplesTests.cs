using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Harmonium.Experiments.Tests;

/// <summary>Tests that every program in the examples folder prints what its header says. A service has a test of its own.</summary>
[Collection(Name)]
public sealed class ExamplesTests
{
    /// <summary>Tests of one collection do not build the library at the same time.</summary>
    internal const string Name = "examples";

    private const string Header = "// Prints: ";

    public static TheoryData<string> EveryExample { get; } =
        [.. Directory.GetFiles(Folder(), "*.cs").Where(path => !File.ReadLines(path).Any(line => line.StartsWith("// Serves: ", StringComparison.Ordinal)))
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(EveryExample))]
    public async Task An_example_prints_what_its_header_says(string name)
    {
        string path = Path.Combine(Folder(), name);
        string[] lines = File.ReadAllLines(path);
        string expected = lines.First(line => line.StartsWith(Header, StringComparison.Ordinal))[Header.Length..];
        Assert.InRange(lines.Length, 1, 80);
        Assert.SkipWhen(
            lines.Any(line => line.Contains("Datasets.Mnist()", StringComparison.Ordinal)) && Environment.GetEnvironmentVariable("HARMONIUM_DATA") is null,
                "HARMONIUM_DATA does not point to MNIST.");

        ProcessStartInfo start = new("dotnet", ["run", "-c", "Release", path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Folder()
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken),
            printed = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await errors);
        Assert.Equal(expected, (await printed).Trim());
    }

    internal static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "examples"));
}
