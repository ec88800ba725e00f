using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Harmonium.Data.NamedSets;

namespace Harmonium.Data.Sources;

/// <summary>Downloads the files of named data sets from their public origins to the user's cache, and verifies them.</summary>
/// <param name="client">The HTTP client. The caller configures its proxy and headers.</param>
/// <param name="patience">The time without received data after which a download is abandoned.</param>
internal sealed class DataDownloader(HttpClient client, TimeSpan patience)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>
    /// Downloads the files of a data set that are not in the cache. Existing files are kept if their checksum is correct and downloaded again otherwise.
    /// </summary>
    /// <param name="set">The data set.</param>
    /// <param name="locations">Specifies the cache.</param>
    /// <param name="progress">Receives the progress after each block of data.</param>
    /// <param name="cancellation">Cancels the download. Incomplete files are deleted.</param>
    /// <returns>The folder of the data set.</returns>
    /// <exception cref="DataFileException">A file is not published in this form, the origin does not respond, or it sends another file.</exception>
    /// <exception cref="OperationCanceledException">The download was canceled.</exception>
    public async Task<string> FetchAsync(NamedSet set, DataLocations locations, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(locations);
        string folder = Path.Combine(locations.Cache, set.Name);
        try
        {
            foreach (NamedSetFile file in set.Files)
            {
                string target = Path.Combine(folder, file.Name);
                if (!await IsWholeAsync(target, file, cancellation).ConfigureAwait(false))
                    await FetchFileAsync(set, file, target, progress, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(folder, $"cannot be written: {error.Message}", inner: error);
        }

        return folder;
    }

    private static async Task<bool> IsWholeAsync(string path, NamedSetFile file, CancellationToken cancellation)
    {
        FileInfo found = new(path);
        if (!found.Exists || found.Length != file.Length)
            return false;
        FileStream content = found.OpenRead();
        await using (content.ConfigureAwait(false))
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation).ConfigureAwait(false)) == file.Sha256;
    }

    private async Task FetchFileAsync(NamedSet set, NamedSetFile file, string target, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (file.Origin is null)
            throw new DataFileException(set.Name,
                $"is not published in a supported form, so it cannot be downloaded. {set.WhereToGet} Then put " +
                $"{string.Join(", ", set.Files.Select(each => each.Name))} into {Path.GetDirectoryName(target)}.");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string arriving = target + ".part";
        // Opened exclusively, so that a second process fails here and does not delete the first one's files.
        FileStream output = new(arriving, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            silence.CancelAfter(patience);
            await using (output.ConfigureAwait(false))
                await ReceiveAsync(file, output, progress, silence).ConfigureAwait(false);
            File.Move(arriving, target, overwrite: true);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new DataFileException(file.Name,
                $"was not downloaded: {file.Origin.Host} sent nothing for {patience.TotalSeconds:0.#} seconds. Try again later.", inner: error);
        }
        catch (Exception error) when (error is HttpRequestException or HttpIOException)
        {
            throw new DataFileException(file.Name,
                $"was not downloaded from {file.Origin}: {error.Message} Check the connection, or put the file into {Path.GetDirectoryName(target)} yourself.",
                inner: error);
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    private async Task ReceiveAsync(NamedSetFile file, FileStream output, IProgress<DownloadProgress>? progress, CancellationTokenSource silence)
    {
        using HttpResponseMessage response = await client.GetAsync(file.Origin, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        Stream content = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable contentScope = content.ConfigureAwait(false);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferBytes];
        long received = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, silence.Token).ConfigureAwait(false)) > 0)
        {
            silence.CancelAfter(patience);
            received += read;
            if (received > file.Length)
                throw new DataFileException(file.Name, $"was discarded: {file.Origin} sends more than the {file.Length} bytes of the published file.");
            hash.AppendData(buffer.AsSpan(0, read));
            await output.WriteAsync(buffer.AsMemory(0, read), silence.Token).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(file, received));
        }

        output.Flush(flushToDisk: true);
        string sum = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (sum != file.Sha256)
            throw new DataFileException(file.Name,
                $"was discarded: {file.Origin} sent {received} bytes with the SHA-256 {sum}; {file.Length} bytes with {file.Sha256} are expected. Try again, " +
                "or put the file there yourself.");
    }
}
