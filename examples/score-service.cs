// A model behind HTTP. POST /score takes examples as rows of numbers and answers with their free energies in nats, one number per row:
//     dotnet run -c Release examples/score-service.cs -- --model letters.safetensors --urls http://localhost:5000
//     curl http://localhost:5000/score --json '[[0, 1, 1], [1, 0, 0]]'
// Serves: POST /score
#:sdk Microsoft.NET.Sdk.Web
#:project ../src/Harmonium/Harmonium.csproj
using System.Text.Json;
using Harmonium;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
// From the command line, or from the environment variable MODEL.
string path = builder.Configuration["model"] ?? throw new ArgumentException("No model. Give its file or run folder: --model letters.safetensors");
Model model = Model.Load(path);
WebApplication app = builder.Build();

app.MapPost("/score", async (HttpRequest request) =>
{
    try
    {
        float[][]? rows = await request.ReadFromJsonAsync<float[][]>(request.HttpContext.RequestAborted);
        return Results.Ok(model.Score(rows ?? []));
    }
    catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
    {
        return Results.BadRequest(error.Message);
    }
});
app.Run();
