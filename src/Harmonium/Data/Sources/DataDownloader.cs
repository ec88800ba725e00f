using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Harmonium.Data.NamedSets;

namespace Harmonium.Data.Sources;

/// <summary>Fetches the files of named sets from their public origins into the user's cache, and checks them.</summary>
/// <param name="client">What requests go through; the caller sets its proxy and headers.</param>
/// <param name="patience">How long the origin may send nothing before it is given up.</param>
public sealed class DataDownloader(HttpClient client, TimeSpan patience)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>
    /// Fetches the files of a set that are not in the cache; files that are there stay when their checksum is right, and are fetched anew otherwise.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="locations">Tells the cache.</param>
    /// <param name="progress">Told after every piece that arrived.</param>
    /// <param name="cancellation">Stops the download; what had not arrived whole is deleted.</param>
    /// <returns>The folder of the set.</returns>
    /// <exception cref="DataFileException">A file is not published in this form, the origin does not answer, or what it sends is not the file.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
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
                $"is not published in the form that is read here, so it cannot be fetched. {set.WhereToGet} Then put " +
                $"{string.Join(", ", set.Files.Select(each => each.Name))} into {Path.GetDirectoryName(target)}.");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string arriving = target + ".part";
        // Opened alone, so that a second process fails here and deletes nothing of the first.
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
                $"was not fetched: {file.Origin.Host} sent nothing for {patience.TotalSeconds:0.#} seconds. Try again later.", inner: error);
        }
        catch (Exception error) when (error is HttpRequestException or HttpIOException)
        {
            throw new DataFileException(file.Name,
                $"was not fetched from {file.Origin}: {error.Message} Check the connection, or put the file into {Path.GetDirectoryName(target)} yourself.",
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
                throw new DataFileException(file.Name, $"was not kept: {file.Origin} sends more than the {file.Length} bytes of the published file.");
            hash.AppendData(buffer.AsSpan(0, read));
            await output.WriteAsync(buffer.AsMemory(0, read), silence.Token).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(file, received));
        }

        output.Flush(flushToDisk: true);
        string sum = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (sum != file.Sha256)
            throw new DataFileException(file.Name,
                $"was not kept: {file.Origin} sent {received} bytes with the SHA-256 {sum}; {file.Length} bytes with {file.Sha256} are expected. Try again, " +
                "or put the file there yourself.");
    }
}
