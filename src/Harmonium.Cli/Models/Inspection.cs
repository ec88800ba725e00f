using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Training;
using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Storage;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Models;

/// <summary>All that can be said of a run or a model: what it is, how it was trained, how it stands.</summary>
internal sealed class Inspection
{
    private const int MostExamples = 1000;
    private readonly ModelFile? _model;
    private readonly RbmTrainingSettings? _settings;
    private readonly string? _dataName;
    private readonly RunRecord? _record;
    private readonly RunView? _run;
    private readonly MetricsRow? _last;
    private readonly HealthReport? _health;
    private readonly WeightSummary? _weights;

    /// <summary>Looks at a run folder or a model file.</summary>
    internal Inspection(Call call, string path)
    {
        if (Directory.Exists(path))
        {
            _run = new RunView(path);
            _record = _run.ReadRecord();
            _last = _run.ReadMetrics().Last;
        }

        if (_run is null || File.Exists(_run.ModelPath))
        {
            (string file, _model, RunView? run) = TrainedModel.Find(path);
            // Any other file is read as an RBM, which says what is wrong with it.
            if (_model.Kind is NetworkFile.Kind or TextNetworkFile.Kind or ClassificationRbmFile.Kind or TableRbmFile.Kind or HopfieldFile.Kind)
            {
                _weights = WeightSummary.Of(_model.Tensors.Values);
                return;
            }

            TrainedModel rbm = new(file, _model, RbmFile.MachineOf(_model, call.Device()), run);
            (_settings, _dataName) = (_model.Training.TryGetProperty("settings", out _) ? rbm.Settings : null, rbm.DataName);
            _weights = WeightSummary.Of([rbm.Rbm.Weights]);
            _health = HealthOf(call, rbm);
        }
        else if (_record is { } record && Word(record.Machine, "kind") == RbmFile.Kind)
        {
            _settings = RbmTrainingSettings.FromJson(record.Settings);
        }
    }

    private JsonElement Machine => _model?.Machine ?? _record!.Machine;

    /// <summary>Writes it as names and values.</summary>
    internal void WriteWords(Facts facts)
    {
        facts.Add("machine", Word(Machine, "kind") == RbmFile.Kind ? $"{RbmFile.Kind}: {Layer("visible")} visible, {Layer("hidden")} hidden" : Word(Machine, "kind"));
        if (Machine.TryGetProperty("layers", out JsonElement layers) && layers.ValueKind == JsonValueKind.Array)
            facts.Add("layers", string.Join(", ", layers.EnumerateArray().Select(LayerWords)));
        if (_model is not null)
        {
            facts.Add("parameters", $"{_model.Tensors.Values.Sum(tensor => (long)tensor.Count)}");
            facts.Add("weights", $"mean {_weights!.Mean:G3}, standard deviation {_weights.StandardDeviation:G3}, from {_weights.Least:G3} to {_weights.Greatest:G3}");
        }

        if (_record is not null)
            WriteRun(facts, _record);
        if ((_record?.Data ?? _dataName) is { } data)
            facts.Add("data", data);
        if (_settings is { } settings)
            facts.Add("settings", SettingWords.Unusual(settings) is { Length: > 0 } unusual ? unusual : "the usual ones");
        if (_health is not null)
            facts.Add("hidden units", $"{100 * _health.Dead:F1} % dead, {100 * _health.Saturated:F1} % saturated");
        if (_last is null)
            return;
        facts.Add("last epoch", $"{_last.Epoch}, step {_last.Step}, after {Pace.Words(TimeSpan.FromSeconds(_last.Seconds))}");
        foreach ((string name, double value) in _last.Values)
            facts.Add(MetricWords.NameOf(name), MetricWords.ValueOf(value));
    }

    /// <summary>Writes it as JSON.</summary>
    internal void WriteJson(Utf8JsonWriter json)
    {
        json.WritePropertyName("machine");
        Machine.WriteTo(json);
        if (_model is not null)
        {
            json.WriteNumber("parameters", _model.Tensors.Values.Sum(tensor => (long)tensor.Count));
            json.WriteStartObject("weights");
            json.WriteFinite("mean", _weights!.Mean);
            json.WriteFinite("standardDeviation", _weights.StandardDeviation);
            json.WriteFinite("least", _weights.Least);
            json.WriteFinite("greatest", _weights.Greatest);
            json.WriteEndObject();
            json.WritePropertyName("training");
            _model.Training.WriteTo(json);
        }

        if (_record is not null)
            WriteRun(json, _record);
        if (_health is null)
        {
            json.WriteNull("health");
            return;
        }

        json.WriteStartObject("health");
        json.WriteFinite("dead", _health.Dead);
        json.WriteFinite("saturated", _health.Saturated);
        json.WriteEndObject();
    }

    private static string Word(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.ToString() : "?";

    private string Layer(string name) => Machine.TryGetProperty(name, out JsonElement layer) && layer.ValueKind == JsonValueKind.Object ? $"{Word(layer, "count")} {Word(layer, "kind")}" : "?";

    /// <summary>"dense 500 logistic": what tells layers of a network apart.</summary>
    private static string LayerWords(JsonElement layer) =>
        string.Join(' ', layer.EnumerateObject().Where(each => each.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(each => each.Value.ToString()));

    private static HealthReport? HealthOf(Call call, TrainedModel model)
    {
        try
        {
            Dataset data = model.Open(call).Train;
            VisibleData visible = new VisibleData(data, model.Settings.Binarise).Sample(MostExamples, 1);
            return HealthReport.Of(model.Rbm, visible);
        }
        catch (Exception exception) when (exception is DataFileException or UsageException or ArgumentException)
        {
            call.Say($"The health of the hidden units was not looked at: {exception.Message}");
            return null;
        }
    }

    private string StateOf(RunRecord record) =>
        record.State == RunState.Running && !_run!.IsHeld() ? "killed while running; go on with: harmonium resume" : $"{record.State}".ToLowerInvariant();

    private void WriteRun(Facts facts, RunRecord record)
    {
        facts.Add("state", record.Message is null ? StateOf(record) : $"{StateOf(record)}: {record.Message}");
        facts.Add("started", $"{record.Started.ToLocalTime():yyyy-MM-dd HH:mm}, version {record.ProgramVersion}");
        if (record.ModelSha256 is not null)
            facts.Add("sha256", record.ModelSha256);
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
        if (_last is not null)
        {
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
