using CsCheck;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;

namespace Harmonium.Tests.Storage.Files;

public sealed class ContainedFolderTests
{
    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("figures/filters 1.png")]
    [InlineData("a/b/c/d")]
    [InlineData("..a/b..c")]
    [InlineData("größe/文字.txt")]
    [InlineData(".hidden")]
    [InlineData("console/auxiliary.txt")]
    public void A_plain_name_is_the_path_below_the_folder(string name)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(Path.Combine([folder.Path, .. name.Split('/')]), new ContainedFolder(folder.Path).PathOf(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../run-evil")]
    [InlineData("a/../../b")]
    [InlineData("a/..")]
    [InlineData("./a")]
    [InlineData("/etc/passwd")]
    [InlineData("//server/share")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("..\\a")]
    [InlineData("a\\..\\b")]
    [InlineData("C:/windows")]
    [InlineData("C:a")]
    [InlineData("a:stream")]
    [InlineData("~root\0")]
    [InlineData("a\0.png")]
    [InlineData("a\nb")]
    [InlineData("%2e%2e/a")]
    [InlineData("%2e%2e%2fa")]
    [InlineData("..%c0%af")]
    [InlineData("\u2025/a")]
    [InlineData("\uFF0E\uFF0E/a")]
    [InlineData("..\uFF0Fa")]
    [InlineData("..\u2215a")]
    [InlineData("a\u202Egnp.exe")]
    [InlineData("a\u200B")]
    [InlineData(".../a")]
    [InlineData(".. /a")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData(" a")]
    [InlineData("nul")]
    [InlineData("CON.txt")]
    [InlineData("a/com1.log")]
    [InlineData("$HOME")]
    [InlineData("*")]
    public void A_name_that_could_mean_another_place_anywhere_is_refused(string name) =>
        Assert.Throws<StorageException>(() => new ContainedFolder("/runs/run").PathOf(name));

    [Fact]
    public void Names_that_are_too_long_are_refused()
    {
        ContainedFolder folder = new("/runs/run");
        Assert.EndsWith("a", folder.PathOf(new string('a', 255)));
        Assert.Throws<StorageException>(() => folder.PathOf(new string('a', 256)));
        Assert.Throws<StorageException>(() => folder.PathOf(new string('ü', 128)));
        Assert.Throws<StorageException>(() => folder.PathOf(string.Join('/', Enumerable.Repeat("a", 600))));
        Assert.Throws<StorageException>(() => folder.PathOf(new string('/', 1_000_000)));
    }

    [Fact]
    public void Whatever_name_is_accepted_lies_below_the_folder() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.OneOf('.', '/', '\\', '%', 'a', ' ', ':')), 0, 12].Sample(
            name =>
            {
                string path;
                try
                {
                    path = new ContainedFolder("/runs/run").PathOf(name);
                }
                catch (StorageException)
                {
                    return;
                }

                Assert.StartsWith("/runs/run/", Path.GetFullPath(path));
                Assert.Equal(path, Path.GetFullPath(path));
            },
            iter: 20_000,
            seed: "0000000000000",
            threads: 1);

    [Fact]
    public void Links_are_not_followed_neither_files_nor_folders_nor_ones_that_lead_nowhere()
    {
        using TemporaryFolder outside = new();
        using TemporaryFolder folder = new();
        File.WriteAllText(outside.At("secret"), "secret");
        File.CreateSymbolicLink(folder.At("file"), outside.At("secret"));
        File.CreateSymbolicLink(folder.At("nowhere"), outside.At("absent"));
        Directory.CreateSymbolicLink(folder.At("folder"), outside.Path);
        ContainedFolder contained = new(folder.Path);
        foreach (string name in new[] { "file", "nowhere", "folder/secret", "folder/new" })
            Assert.Contains("link", Assert.Throws<StorageException>(() => contained.PathOf(name)).Message);
    }

    [Fact]
    public void A_run_follows_no_link_out_of_its_folder_when_it_reads_or_writes()
    {
        using TemporaryFolder outside = new();
        using TemporaryFolder folder = new();
        RunFolder.Create(folder.Path, Runs.Record, Runs.Clock).Dispose();
        string victim = outside.At("victim");
        File.WriteAllText(victim, "precious");
        File.CreateSymbolicLink(folder.At("checkpoints/step-000000000010.safetensors"), victim);
        File.CreateSymbolicLink(folder.At("checkpoints/step-000000000020.safetensors.tmp"), victim);
        File.CreateSymbolicLink(folder.At("run.json.tmp"), victim);
        using (RunFolder run = RunFolder.Open(folder.Path, Runs.Clock))
        {
            Assert.Contains("link", Assert.Single(run.LatestCheckpoint().Damaged));
            File.CreateSymbolicLink(folder.At("run.json.tmp"), victim);
            run.Update(record => record with { Message = "changed" });
            Assert.Throws<StorageException>(() => run.SaveFigure("../../victim", file => file.Write([0])));
        }

        File.Delete(folder.At("metrics.csv"));
        File.CreateSymbolicLink(folder.At("metrics.csv"), victim);
        Assert.Contains("link", Assert.Throws<StorageException>(() => RunFolder.Open(folder.Path, Runs.Clock)).Message);
        Assert.Equal("precious", File.ReadAllText(victim));
    }
}
