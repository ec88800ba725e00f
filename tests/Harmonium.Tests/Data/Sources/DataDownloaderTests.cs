using System.Net;
using System.Security.Cryptography;
using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;

namespace Harmonium.Tests.Data.Sources;

public sealed class DataDownloaderTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31))];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_downloaded_completely_and_its_progress_is_reported()
    {
        List<long> received = [];
        Origin origin = new(_ => new ByteArrayContent(Content));

        string folder = await Fetch(origin, new Recorder(received));

        Assert.Equal(Path.Combine(_folder.Path, "small"), folder);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Path.Combine(folder, "a.gz"), Cancellation));
        Assert.Equal(Content.Length, received[^1]);
        Assert.Equal(received.Order(), received);
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task An_existing_file_with_the_right_checksum_is_not_downloaded_again()
    {
        Origin origin = new(_ => new ByteArrayContent(Content));
        await Fetch(origin);
        await Fetch(origin);
        Assert.Equal(1, origin.Requests);

        byte[] spoilt = [.. Content];
        spoilt[5] ^= 1;
        _folder.Write("small/a.gz", spoilt);
        await Fetch(origin);

        Assert.Equal(2, origin.Requests);
        Assert.Equal(Content, await File.ReadAllBytesAsync(_folder.At("small/a.gz"), Cancellation));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_wrong_file_is_refused_and_deleted(int moreBytes)
    {
        byte[] other = [.. Content, 0];
        other[7] ^= 1;

        DataFileException error = await Assert.ThrowsAsync<DataFileException>(() =>
            Fetch(new Origin(_ => new ByteArrayContent(other[..(Content.Length + moreBytes)]))));

        Assert.Contains("was discarded", error.Message);
        Assert.Contains($"{Content.Length} bytes", error.Message);
        Assert.Empty(Directory.GetFiles(_folder.At("small")));
    }

    [Fact]
    public async Task An_origin_that_refuses_is_named()
    {
        DataFileException error = await Assert.ThrowsAsync<DataFileException>(() => Fetch(new Origin(_ => null)));

        Assert.Contains("https://origin.example/a.gz", error.Message);
        Assert.Contains("404", error.Message);
        Assert.Empty(Directory.GetFiles(_folder.At("small")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_download_that_breaks_off_or_stalls_is_abandoned(bool silent)
    {
        DataFileException error = await Assert.ThrowsAsync<DataFileException>(() =>
            Fetch(new Origin(_ => new StreamContent(new Broken(silent))), patience: silent ? 0.2 : 60));

        Assert.Contains(silent ? "sent nothing for 0.2 seconds" : "was not downloaded", error.Message);
        Assert.Empty(Directory.GetFiles(_folder.At("small")));
    }

    [Fact]
    public async Task A_second_process_leaves_the_first_its_file()
    {
        Directory.CreateDirectory(_folder.At("small"));
        using (FileStream first = new(_folder.At("small/a.gz.part"), FileMode.Create, FileAccess.Write, FileShare.None))
            await Assert.ThrowsAsync<DataFileException>(() => Fetch(new Origin(_ => new ByteArrayContent(Content))));

        Assert.True(File.Exists(_folder.At("small/a.gz.part")));
    }

    [Fact]
    public async Task A_canceled_download_leaves_nothing()
    {
        using CancellationTokenSource source = new();
        Origin origin = new(_ => new ByteArrayContent(Content));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fetch(origin, new Canceller(source), source.Token));

        Assert.Empty(Directory.GetFiles(_folder.At("small")));
    }

    [Fact]
    public async Task A_set_that_is_published_in_another_form_says_what_to_do()
    {
        using HttpClient client = new(new Origin(_ => null));

        DataFileException error = await Assert.ThrowsAsync<DataFileException>(() =>
            new DataDownloader(client, TimeSpan.FromSeconds(1)).FetchAsync(NamedSet.Find("usps")!, new DataLocations(null, _folder.Path), null, Cancellation));

        Assert.Contains("hastie", error.Message);
        Assert.Contains("usps-train-images-idx3-ubyte.gz", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<string> Fetch(Origin origin, IProgress<DownloadProgress>? progress = null, CancellationToken? cancellation = null, double patience = 60)
    {
        using HttpClient client = new(origin, disposeHandler: false);
        return await new DataDownloader(client, TimeSpan.FromSeconds(patience))
            .FetchAsync(new SmallSet(), new DataLocations(null, _folder.Path), progress, cancellation ?? Cancellation);
    }

    private sealed class SmallSet : NamedSet
    {
        public override string Name => "small";

        public override string Description => "A file.";

        public override string Origin => "This test.";

        public override ItemShape Shape => ItemShape.Vector(1);

        public override IReadOnlyList<NamedSetFile> Files { get; } =
            [new("a.gz", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)), new Uri("https://origin.example/a.gz"))];

        public override DataSplits Read(string folder, DataLimits limits) => throw new NotSupportedException();
    }

    private sealed class Origin(Func<HttpRequestMessage, HttpContent?> answer) : HttpMessageHandler
    {
        internal int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            HttpContent? content = answer(request);
            return Task.FromResult(new HttpResponseMessage(content is null ? HttpStatusCode.NotFound : HttpStatusCode.OK) { Content = content });
        }
    }

    private sealed class Recorder(List<long> received) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => received.Add(value.Received);
    }

    private sealed class Canceller(CancellationTokenSource source) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => source.Cancel();
    }

    /// <summary>Sends a thousand bytes, and then stalls or breaks off.</summary>
    private sealed class Broken(bool silent) : MemoryStream(Content, 0, 1000)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await base.ReadAsync(buffer, cancellationToken);
            if (read > 0)
                return read;
            if (!silent)
                throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
