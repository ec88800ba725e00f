using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Harmonium.Cli.Tests;

/// <summary>
/// Runs every page in docs/jobs: its commands, in their order, in an empty folder, and then its C# lines as one program in the same folder. Commands are lines
/// that are indented by four spaces and begin with <c>harmonium</c>; C# is in blocks of that language. A block of the language <c>text</c> shows output of what
/// is above it: each of its lines must occur there, with any numbers; the line ... stands for others. A page whose first line is
/// <c>&lt;!-- needs HARMONIUM_DATA --&gt;</c> is skipped where these data are missing.
/// </summary>
public sealed partial class JobPagesTests
{
    private const string Needs = "<!-- needs HARMONIUM_DATA -->";

    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Path.Combine(Root(), "docs", "jobs"), "*.md").Select(path => Path.GetFileName(path)).Where(name => name != "README.md")
            .Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Pages))]
    public async Task The_commands_and_the_code_of_a_page_work(string page)
    {
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(Root(), "docs", "jobs", page), TestContext.Current.CancellationToken);
        Assert.SkipWhen(lines[0] == Needs && Environment.GetEnvironmentVariable("HARMONIUM_DATA") is null, "HARMONIUM_DATA is not set.");
        using TemporaryFolder folder = new();
        Blocks blocks = Blocks.Of(lines);
        Assert.NotEmpty(blocks.Commands);
        string shown = "";
        foreach ((string command, string[] expected) in blocks.Commands)
        {
            using Child child = Child.Start(folder.Path, [.. Word().Matches(command).Skip(1).Select(word => word.Value.Trim('"'))]);
            (int exitCode, string output) = child.Finish();
            Assert.True(exitCode == 0, $"{command}\n{output}\n{child.Error}");
            shown = output;
            Shows(command, shown, expected);
        }

        if (blocks.Code.Count == 0)
            return;
        string program = string.Join('\n', blocks.Code.OrderByDescending(line => line.StartsWith("using ", StringComparison.Ordinal)
            && line.EndsWith(';') && !line.Contains('=') && !line.Contains('(')));
        Shows(page, await RunProgram(folder.Path, program), [.. blocks.Printed]);
    }

    private static void Shows(string what, string output, string[] expected)
    {
        string[] found = [.. output.Split('\n').Select(Plain)];
        foreach (string line in expected.Where(line => line.Trim() is not ("..." or "")))
            Assert.True(found.Contains(Plain(line)), $"{what} does not print “{line}”, but:\n{output}");

        static string Plain(string line) => Spaces().Replace(Number().Replace(line, "#"), " ").Trim();
    }

    /// <summary>Compiles a program with the libraries that this test runs with, and returns what it prints.</summary>
    private static async Task<string> RunProgram(string folder, string program)
    {
        string project = Directory.CreateDirectory(Path.Combine(folder, "program")).FullName;
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), program, TestContext.Current.CancellationToken);
        string references = string.Concat(((string[])["Harmonium", "Harmonium.Numerics", "Harmonium.Imaging"])
            .Select(name => $"<Reference Include=\"{Path.Combine(AppContext.BaseDirectory, name)}.dll\" />"));
        await File.WriteAllTextAsync(Path.Combine(project, "program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
            </Project>
            """, TestContext.Current.CancellationToken);
        await Run(project, "build", "-c", "Release", "-nologo", "-v:quiet", "-o", Path.Combine(project, "out"));
        return await Run(folder, Path.Combine(project, "out", "program.dll"));
    }

    private static async Task<string> Run(string folder, params string[] args)
    {
        ProcessStartInfo start = new("dotnet", args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', args)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }

    [GeneratedRegex("\"[^\"]*\"|[^ ]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"[-−]?\d[\d,]*(\.\d+)?(E[-+]?\d+)?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(" +", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));

    /// <summary>What a page shows: commands with their output, and C# lines with theirs.</summary>
    private sealed record Blocks(List<(string Command, string[] Output)> Commands, List<string> Code, List<string> Printed)
    {
        internal static Blocks Of(string[] lines)
        {
            Blocks blocks = new([], [], []);
            bool afterCode = false;
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].StartsWith("    harmonium ", StringComparison.Ordinal))
                {
                    // A comment after the command, and a line that is continued after a backslash.
                    string command = lines[i].Split(" #")[0].Trim();
                    while (command.EndsWith('\\'))
                        command = command[..^1] + lines[++i].Split(" #")[0].Trim();
                    blocks.Commands.Add((command, []));
                    afterCode = false;
                }
                else if (lines[i].StartsWith("```", StringComparison.Ordinal))
                {
                    string language = lines[i][3..];
                    int end = Array.FindIndex(lines, i + 1, line => line == "```");
                    string[] block = lines[(i + 1)..end];
                    i = end;
                    afterCode = language == "csharp" || (afterCode && language == "text");
                    if (language == "csharp")
                        blocks.Code.AddRange(block);
                    else if (language == "text" && afterCode)
                        blocks.Printed.AddRange(block);
                    else if (language == "text" && blocks.Commands.Count > 0)
                        blocks.Commands[^1] = (blocks.Commands[^1].Command, block);
                }
            }

            return blocks;
        }
    }
}
