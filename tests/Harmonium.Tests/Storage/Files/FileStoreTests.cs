using Harmonium.Storage.Files;

namespace Harmonium.Tests.Storage.Files;

public sealed class FileStoreTests
{
    [Fact]
    public void A_replaced_file_has_the_new_content_and_no_temporary_file_remains()
    {
        using TemporaryFolder folder = new();
        FileStore.Disk.Replace(folder.At("file"), file => file.Write("old and long"u8));
        FileStore.Disk.Replace(folder.At("file"), file => file.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(folder.At("file")));
        Assert.Equal(["file"], FileStore.Disk.List(folder.Path));
    }

    [Fact]
    public void A_writer_that_throws_leaves_the_old_file_and_no_temporary_file()
    {
        using TemporaryFolder folder = new();
        FileStore.Disk.Replace(folder.At("file"), file => file.Write("old"u8));
        Assert.Throws<InvalidOperationException>(() => FileStore.Disk.Replace(folder.At("file"), file =>
        {
            file.Write("ne"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(folder.At("file")));
        Assert.Equal(["file"], FileStore.Disk.List(folder.Path));
    }

    [Fact]
    public void A_target_that_is_a_link_is_replaced_and_not_followed()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("victim"), "precious");
        File.CreateSymbolicLink(folder.At("file"), folder.At("victim"));
        FileStore.Disk.Replace(folder.At("file"), file => file.Write("new"u8));
        Assert.Equal("precious", File.ReadAllText(folder.At("victim")));
        Assert.Null(new FileInfo(folder.At("file")).LinkTarget);
    }

    [Fact]
    public void Appending_continues_after_the_given_length()
    {
        using TemporaryFolder folder = new();
        Append(0, "one\n");
        Append(4, "tw");
        Append(4, "three\n");
        Assert.Equal("one\nthree\n", File.ReadAllText(folder.At("file")));

        void Append(long length, string text)
        {
            using Stream file = FileStore.Disk.OpenAppend(folder.At("file"), length);
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            FileStore.Disk.FlushToDisk(file);
        }
    }

    [Fact]
    public void Folders_are_made_with_those_above_them_and_can_be_synced()
    {
        using TemporaryFolder folder = new();
        FileStore.Disk.CreateFolders(folder.At("a/b/ü c"));
        FileStore.Disk.CreateFolders(folder.At("a/b/ü c"));
        Assert.True(Directory.Exists(folder.At("a/b/ü c")));
        FileStore.Disk.SyncFolder(folder.At("a/b/ü c"));
    }

    [Fact]
    public void Syncing_a_folder_that_is_not_there_fails() =>
        Assert.Throws<IOException>(() => FileStore.Disk.SyncFolder("/no/such/folder"));

    [Fact]
    public void A_file_in_the_way_of_a_folder_is_a_clear_error()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("file"), "");
        Assert.Contains("file", Assert.Throws<StorageException>(() => FileStore.Disk.CreateFolders(folder.At("file/run"))).Message);
    }

    [Fact]
    public void A_file_larger_than_the_limit_is_not_read()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("file"), new byte[11]);
        Assert.Equal(11, FileStore.Disk.ReadAll(folder.At("file"), 11).Length);
        Assert.Contains("11 bytes", Assert.Throws<StorageException>(() => FileStore.Disk.ReadAll(folder.At("file"), 10)).Message);
    }
}
