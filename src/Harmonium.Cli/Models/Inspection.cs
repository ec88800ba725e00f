using System.Security.Cryptography;
using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Progress;
using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Evaluation.Diagnostics;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;

namespace Harmonium.Cli.Models;

/// <summary>The properties of a run or a model: layers, parameters, settings, state, metrics and diagnostics.</summary>
internal sealed class Inspection
{
    private const int MostExamples = 1000;
    private readonly LoadedModel? _model;
    private readonly RunRecord? _record;
    private readonly RunView? _run;
    private readonly MetricsRow? _last;
    private readonly UnitDiagnostics? _diagnostics;
    private readonly WeightSummary? _weights;
    private readonly string? _settings;
    private readonly string? _sha256;
    private readonly bool _metricsAltered;

    /// <summary>Inspects a run folder or a model file.</summary>
    internal Inspection(Call call, string path)
    {
        if (Directory.Exists(path))
        {
            _run = new RunView(path);
            _record = _run.ReadRecord();
            (MetricsTable metrics, _metricsAltered) = _run.LookAtMetrics();
            _last = metrics.Last;
        }

        if (_run is null || File.Exists(_run.ModelPath))
        {
            _model = LoadedModel.OpenAsItIs(call, path);
            using (FileStream file = File.OpenRead(_model.Path))
                _sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
            // Biases count as weights only if the model has no weight matrices.
            Tensor[] all = [.. _model.Model.Parameters.Select(parameter => parameter.Values)], matrices = [.. all.Where(values => values.Rank > 1)];
            _weights = WeightSummary.Of(matrices.Length > 0 ? matrices : all);
            _diagnostics = DiagnosticsOf(call, _model);
        }

        if (_model is { Stored.KnowsTraining: true })
            _settings = ChangedSettings(_model.Model.Kind.Settings, _model.Stored.Settings);
        else if (_record is { } record)
            _settings = ChangedSettings(call.Kinds.Of(record).Settings, call.Kinds.ReadSettings(record));
    }

    private JsonElement Machine => _model?.Stored.File.Machine ?? _record!.Machine;

    /// <summary>Writes the properties as text.</summary>
    internal void WriteWords(Facts facts)
    {
        facts.Add("kind", Word(Machine, "kind"));
        foreach (string list in (string[])["layers", "couplings", "parts"])
        {
            if (Machine.TryGetProperty(list, out JsonElement items) && items.ValueKind == JsonValueKind.Array)
                facts.Add(list, string.Join(", ", items.EnumerateArray().Select(Words)));
        }

        if (_model is not null)
        {
            facts.Add("parameters", $"{_model.Model.Parameters.Sum(parameter => (long)parameter.Values.Count)}");
            facts.Add("weights", $"mean {_weights!.Mean:G3}, standard deviation {_weights.StandardDeviation:G3}, from {_weights.Least:G3} to " +
                $"{_weights.Greatest:G3}");
        }

        if (_record is not null)
            WriteRun(facts, _record);
        if ((_record?.Data ?? _model?.Stored.DataName) is { } data)
            facts.Add("data", data);
        if (_settings is not null)
            facts.Add("settings", _settings.Length > 0 ? _settings : "defaults");
        if (_diagnostics is not null)
            facts.Add("hidden units", $"{100 * _diagnostics.Dead:F1} % dead, {100 * _diagnostics.Saturated:F1} % saturated");
        if (_last is null)
            return;
        if (_last.Stage is not null)
            facts.Add("last stage", _last.Stage);
        facts.Add("last epoch", $"{_last.Epoch}, step {_last.Step}, after {Pace.Words(TimeSpan.FromSeconds(_last.Seconds))}");
        foreach ((string name, double value) in _last.Values)
            facts.Add(MetricWords.NameOf(name), MetricWords.ValueOf(value));
    }

    /// <summary>Writes the properties as JSON.</summary>
    internal void WriteJson(Utf8JsonWriter json)
    {
        json.WritePropertyName("machine");
        Machine.WriteTo(json);
        if (_model is not null)
        {
            json.WriteNumber("parameters", _model.Model.Parameters.Sum(parameter => (long)parameter.Values.Count));
            json.WriteStartObject("weights");
            json.WriteFinite("mean", _weights!.Mean);
            json.WriteFinite("standardDeviation", _weights.StandardDeviation);
            json.WriteFinite("least", _weights.Least);
            json.WriteFinite("greatest", _weights.Greatest);
            json.WriteEndObject();
            json.WritePropertyName("training");
            _model.Stored.File.Training.WriteTo(json);
        }

        if (_record is not null)
            WriteRun(json, _record);
        if (_diagnostics is null)
        {
            json.WriteNull("diagnostics");
            return;
        }

        json.WriteStartObject("diagnostics");
        json.WriteFinite("dead", _diagnostics.Dead);
        json.WriteFinite("saturated", _diagnostics.Saturated);
        json.WriteEndObject();
    }

    private static string Word(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.ToString() : "?";

    /// <summary>Returns a short description of an item of a list, such as "dense 500 logistic".</summary>
    private static string Words(JsonElement item) => item.ValueKind != JsonValueKind.Object ? item.ToString() : string.Join(' ', item.EnumerateObject()
        .Where(each => !each.NameEquals("role") || each.Value.ToString() != Word(item, "name"))
        .Select(each => each.Value.ValueKind switch
        {
            JsonValueKind.String or JsonValueKind.Number => each.Value.ToString(),
            JsonValueKind.Array when each.NameEquals("between") => string.Join("–", each.Value.EnumerateArray()),
            _ => "",
        }).Where(word => word.Length > 0));

    /// <summary>Returns the settings that differ from the defaults, as command-line options.</summary>
    private static string ChangedSettings(SettingsSchema schema, KindSettings settings)
    {
        object defaults = ((KindSettings)schema.Defaults).Effective();
        return string.Join(' ', schema.All.Where(setting => setting.Text(settings) is not null && setting.Text(settings) != setting.Text(defaults))
            .Select(setting => SettingName.AsOption(setting.Name, setting.Text(settings))));
    }

    private static UnitDiagnostics? DiagnosticsOf(Call call, LoadedModel model)
    {
        if (!model.Model.CanDiagnose)
            return null;
        try
        {
            Dataset data = model.Examples(call).Train;
            return model.Model.Diagnose(new VisibleData(data, model.Stored.Settings.Binarization).Sample(MostExamples, 1));
        }
        catch (Exception exception) when (exception is DataFileException or UsageException or ArgumentException or ConfigurationException)
        {
            call.Say($"The diagnostics of the hidden units are not available: {exception.Message}");
            return null;
        }
    }

    private string StateOf(RunRecord record) =>
        record.State == RunState.Running && !_run!.IsHeld() ? "killed while running; continue it with: harmonium resume" : $"{record.State}".ToLowerInvariant();

    private void WriteRun(Facts facts, RunRecord record)
    {
        facts.Add("state", record.Message is null ? StateOf(record) : $"{StateOf(record)}: {record.Message}");
        facts.Add("started", $"{record.Started.ToLocalTime():yyyy-MM-dd HH:mm}, version {record.ProgramVersion}");
        if (record.ModelSha256 is not null)
            facts.Add("sha256", _sha256 == record.ModelSha256 ? _sha256 : $"{_sha256 ?? "no model file"}; the run wrote {record.ModelSha256}");
        if (_metricsAltered)
            facts.Add("metrics", "altered or cut after the run wrote them");
    }

    private void WriteRun(Utf8JsonWriter json, RunRecord record)
    {
        json.WriteStartObject("run");
        json.WriteString("state", $"{record.State}".ToLowerInvariant());
        json.WriteBoolean("held", _run!.IsHeld());
        json.WriteString("message", record.Message);
        json.WriteString("data", record.Data);
        json.WriteString("fingerprint", record.DataFingerprint);
        json.WriteNumber("seed", record.Seed);
        json.WritePropertyName("settings");
        record.Settings.WriteTo(json);
        json.WriteString("sha256", record.ModelSha256);
        if (record.ModelSha256 is not null)
            json.WriteBoolean("altered", _sha256 != record.ModelSha256);
        if (record.MetricsSha256 is not null)
            json.WriteBoolean("metricsAltered", _metricsAltered);
        if (_last is not null)
        {
            if (_last.Stage is not null)
                json.WriteString("stage", _last.Stage);
            json.WriteNumber("epoch", _last.Epoch);
            json.WriteNumber("step", _last.Step);
            json.WriteFinite("seconds", _last.Seconds);
            json.WriteStartObject("metrics");
            foreach ((string name, double value) in _last.Values)
                json.WriteFinite(name, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
