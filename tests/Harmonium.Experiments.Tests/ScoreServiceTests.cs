using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Experiments.Tests;

/// <summary>Tests that the example of a service returns the scores of the library.</summary>
[Collection(ExamplesTests.Name)]
public sealed class ScoreServiceTests
{
    private const int Columns = 12;
    private const int Clients = 8;
    private const int Requests = 50;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parallel_clients_get_the_scores_of_the_library_and_wrong_input_is_answered_with_the_reason()
    {
        string folder = Directory.CreateTempSubdirectory("harmonium-service-").FullName;
        string path = Path.Combine(folder, "rbm.safetensors");
        Rbm rbm = Rbm.Train(Draw(0, 100), new() { Hidden = 5, Epochs = 2 }, cancel: Token);
        rbm.Save(path);
        using Process service = Process.Start(new ProcessStartInfo("dotnet",
            ["run", "-c", "Release", Path.Combine(ExamplesTests.Folder(), "score-service.cs"), "--", "--model", path, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        })!;
        try
        {
            using HttpClient client = new() { BaseAddress = await AddressOf(service) };
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
            {
                for (int request = 0; request < Requests; request++)
                {
                    float[][] rows = Draw((number * Requests) + request + 1, 1 + (request % 7));
                    using HttpResponseMessage response = await client.PostAsJsonAsync("score", rows, Token);
                    Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                    Assert.Equal(rbm.Score(rows), await response.Content.ReadFromJsonAsync<double[]>(Token));
                }
            }));

            await IsRefused(client, "[[1, 0, 1]]", $"The rows have 3 values; the model takes {Columns}");
            await IsRefused(client, "[[1, 0], [1]]", "Row 1 has 1 values; row 0 has 2");
            await IsRefused(client, "[null]", "Row 0 is null");
            await IsRefused(client, "[]", "at least one of each");
            await IsRefused(client, $"[[{string.Join(", ", Enumerable.Repeat("1e99", Columns))}]]", "values must be finite numbers");
            await IsRefused(client, "[[1, \"a\"]]", "JSON value could not be converted");
            await IsRefused(client, "[[1, 0", "");
        }
        finally
        {
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Reads the output of the service up to the line that names its address.</summary>
    private static async Task<Uri> AddressOf(Process service)
    {
        const string Words = "Now listening on: ";
        Task<string> errors = service.StandardError.ReadToEndAsync(Token);
        List<string> lines = [];
        while (await service.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            lines.Add(line);
            if (line.Contains(Words, StringComparison.Ordinal))
            {
                _ = service.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new Uri(line[(line.IndexOf(Words, StringComparison.Ordinal) + Words.Length)..].Trim());
            }
        }

        throw new InvalidOperationException($"The service did not start: {string.Join('\n', lines)}\n{await errors}");
    }

    private static async Task IsRefused(HttpClient client, string json, string reason)
    {
        using StringContent content = new(json, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync("score", content, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        string words = await response.Content.ReadFromJsonAsync<string>(Token) ?? "";
        Assert.NotEqual("", words);
        Assert.Contains(reason, words);
    }

    private static float[][] Draw(int seed, int rows)
    {
        RandomStream random = RandomStream.For((ulong)seed, Purpose.General);
        float[] Row(int row) => [.. Enumerable.Range(0, Columns).Select(column => random.Bernoulli(0.4f, row, column) ? 1f : 0f)];
        return [.. Enumerable.Range(0, rows).Select(Row)];
    }
}
