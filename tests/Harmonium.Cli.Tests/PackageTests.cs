using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Harmonium.Storage;

namespace Harmonium.Cli.Tests;

/// <summary>Tests that the packages work outside of this repository: as a library, with the code of the README, and as a tool.</summary>
public sealed partial class PackageTests : IClassFixture<PackageTests.Packages>
{
    private static readonly string[] _libraries = ["Harmonium.Numerics", "Harmonium", "Harmonium.Imaging", "Harmonium.Figures"];

    private readonly Packages _packages;

    public PackageTests(Packages packages) => _packages = packages;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Libraries => [.. _libraries];

    [Theory, MemberData(nameof(Libraries))]
    public void A_library_comes_with_documentation_symbols_and_all_that_a_catalog_shows(string name)
    {
        using ZipArchive package = _packages.Open(name, "nupkg"), symbols = _packages.Open(name, "snupkg");
        Assert.NotNull(package.GetEntry($"lib/net10.0/{name}.dll"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{name}.xml"));
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{name}.pdb"));
        Assert.Equal(name == "Harmonium", package.GetEntry("NOTICE.md") is not null);
        RequireMetadata(package, name);
    }

    [Fact]
    public void The_tool_is_one_package_with_all_it_needs()
    {
        using ZipArchive package = _packages.Open("Harmonium.Cli", "nupkg");
        XElement[] commands = [.. Xml(package, "tools/net10.0/any/DotnetToolSettings.xml").Descendants("Command")];
        Assert.Equal("harmonium", Assert.Single(commands).Attribute("Name")!.Value);
        Assert.NotNull(package.GetEntry("tools/net10.0/any/Harmonium.Experiments.dll"));
        Assert.NotNull(package.GetEntry("tools/net10.0/any/runtimes/linux-x64/native/libSkiaSharp.so"));
        Assert.DoesNotContain(package.Entries, file => file.Name is "harmonium" or "harmonium.exe" or "libSkiaSharp.pdb");
        Assert.NotNull(package.GetEntry("NOTICE.md"));
        RequireMetadata(package, "Harmonium.Cli");
    }

    [Fact]
    public async Task The_code_of_the_readme_prints_what_the_readme_says_with_the_package_alone()
    {
        (string code, string printed) = CodeAndOutput("README.md");
        Assert.Equal(5, code.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => !line.StartsWith("using ", StringComparison.Ordinal)));
        string folder = _packages.NewFolder("app");
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), code, Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "app.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Harmonium" Version="{_packages.Version}" />
              </ItemGroup>
            </Project>
            """, Token);
        string output = await _packages.Run(folder, "dotnet", "run", "-c", "Release");
        // On another CPU type the last digit may differ by 1.
        Assert.Equal(Number().Replace(printed, "#"), Number().Replace(output, "#"));
        foreach ((Match expected, Match actual) in Number().Matches(printed).Zip(Number().Matches(output)))
            Assert.Equal(double.Parse(expected.Value), double.Parse(actual.Value), 0.011);
        Assert.Equal("rbm", Model.Load(Path.Combine(folder, "letters.safetensors")).Kind);
    }

    [Theory]
    [InlineData("README.ru.md")]
    [InlineData("src/README.md")]
    public void Other_readmes_have_the_same_code_and_output(string path) => Assert.Equal(CodeAndOutput("README.md"), CodeAndOutput(path));

    [Fact]
    public async Task The_tool_is_installed_and_tells_its_version()
    {
        string folder = _packages.NewFolder("tool");
        await _packages.Run(folder, "dotnet", "tool", "install", "Harmonium.Cli", "--version", _packages.Version, "--tool-path", "bin");
        string program = Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "harmonium.exe" : "harmonium");
        Assert.Equal(ProgramVersion.Text, await _packages.Run(folder, program, "--version"));
    }

    /// <summary>Reads the program in a README and the output that the README shows for it.</summary>
    private static (string Code, string Output) CodeAndOutput(string path)
    {
        string readme = File.ReadAllText(Path.Combine(Packages.Root(), path));
        string rest = readme[readme.IndexOf("```csharp\n", StringComparison.Ordinal)..];
        return (Block("csharp"), Block("text").Trim());

        string Block(string language) => rest.Split($"```{language}\n", 2)[1].Split("```", 2)[0];
    }

    private static void RequireMetadata(ZipArchive package, string name)
    {
        XElement metadata = Xml(package, $"{name}.nuspec").Descendants().Single(element => element.Name.LocalName == "metadata");
        string Of(string element) => metadata.Elements().Single(child => child.Name.LocalName == element).Value;
        Assert.Equal("MIT", Of("license"));
        Assert.EndsWith(".", Of("description"));
        Assert.Contains("rbm", Of("tags"));
        Assert.NotNull(package.GetEntry(Of("readme")));
        using Stream icon = package.GetEntry(Of("icon"))!.Open();
        byte[] start = new byte[24];
        icon.ReadExactly(start);
        Assert.Equal([0, 0, 0, 128, 0, 0, 0, 128], start[16..]);
    }

    private static XDocument Xml(ZipArchive package, string path)
    {
        using Stream stream = package.GetEntry(path)!.Open();
        return XDocument.Load(stream);
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    /// <summary>
    /// Packs all packages into a temporary folder, with a version that is used only once. Projects below that folder find them there, find all other packages
    /// in the folders that the build was restored from, and extract packages below it, so that no stale package is used.
    /// </summary>
    public sealed class Packages : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Packages()
        {
            // Without a build: the libraries that run this test are in use.
            string configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
            string projects = string.Join(';', _libraries.Append("Harmonium.Cli").Select(name => Path.Combine(Root(), "src", name, $"{name}.csproj")));
            File.WriteAllText(_folder.At("pack.proj"), $"""
                <Project>
                  <Target Name="Pack">
                    <MSBuild Projects="{projects}" Targets="Pack"
                      Properties="NoBuild=true;Configuration={configuration};PackageVersion={Version};PackageOutputPath={_folder.At("packages")}" />
                  </Target>
                </Project>
                """);
            using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "src", "Harmonium.Numerics", "obj", "project.assets.json")));
            IEnumerable<string> restored = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name);
            new XDocument(new XElement("configuration",
                new XElement("packageSources", new XElement("clear"), Added("packed", _folder.At("packages"))),
                new XElement("fallbackPackageFolders", restored.Select((folder, i) => Added($"restored-{i}", folder))))).Save(_folder.At("nuget.config"));
            Run(_folder.Path, "dotnet", "msbuild", "pack.proj", "-t:Pack", "-nologo", "-v:quiet", "-warnaserror").GetAwaiter().GetResult();

            static XElement Added(string key, string path) => new("add", new XAttribute("key", key), new XAttribute("value", path));
        }

        public string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

        public void Dispose() => _folder.Dispose();

        internal ZipArchive Open(string name, string extension) => ZipFile.OpenRead(_folder.At(Path.Combine("packages", $"{name}.{Version}.{extension}")));

        internal string NewFolder(string name) => Directory.CreateDirectory(_folder.At(name)).FullName;

        /// <summary>Runs a program that must succeed, and returns its output.</summary>
        internal async Task<string> Run(string folder, string program, params string[] args)
        {
            ProcessStartInfo start = new(program, args)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
            start.Environment["NUGET_PACKAGES"] = _folder.At("restored");
            // The executable of a tool looks for the runtime here.
            start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(Token), errors = process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', args)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
            return (await output).Trim();
        }

        internal static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
    }
}
