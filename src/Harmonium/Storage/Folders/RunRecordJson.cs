using System.Text.Encodings.Web;
using System.Text.Json;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.Folders;

/// <summary>Reads and writes the text of <c>run.json</c>.</summary>
internal static class RunRecordJson
{
    private const string Format = "harmonium-run";
    private const int Version = 2;
    private static readonly JsonWriterOptions _readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(Stream stream, RunRecord record)
    {
        using Utf8JsonWriter json = new(stream, _readable);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", record.Version);
        json.WriteString("program", record.ProgramVersion);
        json.WriteString("state", Name(record.State));
        if (record.Message is not null)
            json.WriteString("message", record.Message);
        json.WriteString("started", record.Started);
        json.WriteString("updated", record.Updated);
        json.WriteNumber("seed", record.Seed);
        json.WritePropertyName("machine");
        record.Machine.WriteTo(json);
        json.WriteStartObject("data");
        json.WriteString("name", record.Data);
        json.WriteString("fingerprint", record.DataFingerprint);
        json.WriteEndObject();
        json.WritePropertyName("settings");
        record.Settings.WriteTo(json);
        json.WriteStartObject("computer");
        foreach ((string key, string value) in record.Computer.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
        if (record.ModelSha256 is not null)
            json.WriteString("sha256", record.ModelSha256);
        if (record.MetricsSha256 is not null)
            json.WriteString("metricsSha256", record.MetricsSha256);
        if (record.Origin is not null)
            json.WriteString("origin", record.Origin);
        json.WriteEndObject();
    }

    internal static RunRecord Read(byte[] bytes, string path)
    {
        try
        {
            return Read(new RunRecordFields(StrictJson.Parse(bytes), path), path);
        }
        catch (JsonException exception)
        {
            throw new StorageException(path,
                $"{Quotation.Of(path)} is not valid JSON{(exception.LineNumber is long line ? $" at line {line + 1}" : "")}, or its text is not Unicode. " +
                "Restore it, or start a new run.", exception);
        }
    }

    private static RunRecord Read(RunRecordFields fields, string path)
    {
        if (fields.Text("format") != Format)
            throw new StorageException(path,
                $"{Quotation.Of(path)} has the format {Quotation.Of(fields.Text("format"))}; '{Format}' is expected. It is not a run of this program.");
        ulong version = fields.Whole("version");
        if (version is 0 or > Version)
            throw new StorageException(path,
                $"{Quotation.Of(path)} has version {version}; this program reads versions 1 to {Version}. Use a program that is as new as the run.");
        RunRecordFields data = fields.Object("data");
        return new RunRecord
        {
            Version = (int)version,
            ProgramVersion = fields.Text("program"),
            State = State(fields.Text("state"), path),
            Message = fields.OptionalText("message"),
            Started = fields.Time("started"),
            Updated = fields.Time("updated"),
            Seed = fields.Whole("seed"),
            Machine = fields.Object("machine").Element,
            Data = data.Text("name"),
            DataFingerprint = data.Text("fingerprint"),
            Settings = fields.Object("settings").Element,
            Computer = fields.Object("computer").Texts(),
            ModelSha256 = fields.OptionalText("sha256"),
            MetricsSha256 = fields.OptionalText("metricsSha256"),
            Origin = fields.OptionalText("origin"),
        };
    }

    private static string Name(RunState state) => state.ToString().ToLowerInvariant();

    private static RunState State(string name, string path)
    {
        foreach (RunState state in Enum.GetValues<RunState>())
        {
            if (Name(state) == name)
                return state;
        }

        throw new StorageException(path,
            $"{Quotation.Of(path)} has the state {Quotation.Of(name)}; expected one of {string.Join(", ", Enum.GetValues<RunState>().Select(Name))}. " +
                "Restore it, or start a new run.");
    }
}
