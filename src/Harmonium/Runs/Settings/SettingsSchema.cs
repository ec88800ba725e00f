using System.Reflection;
using System.Text.Json;
using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Storage.Files;

namespace Harmonium.Runs.Settings;

/// <summary>All settings of a record and of the groups that it is composed of: how they are read, written, checked and told apart.</summary>
public sealed class SettingsSchema
{
    private readonly Func<object> _create;
    private readonly IReadOnlyList<(string Stage, IReadOnlyList<PropertyInfo> Path)> _stages;

    /// <summary>The schema of a record of settings.</summary>
    /// <param name="create">Makes a record with the defaults; its groups are its own.</param>
    /// <param name="defaultTexts">Defaults in words, by name, where they depend on other settings.</param>
    public SettingsSchema(Func<object> create, IReadOnlyDictionary<string, string>? defaultTexts = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
        object defaults = create();
        List<Setting> settings = [];
        List<(string, IReadOnlyList<PropertyInfo>)> stages = [];
        Collect(defaults.GetType(), [], "Model", "", stages, settings, defaults, defaultTexts ?? new Dictionary<string, string>());
        All = settings;
        _stages = stages;
    }

    /// <summary>Every setting, in the order of the record.</summary>
    public IReadOnlyList<Setting> All { get; }

    /// <summary>A record with the defaults.</summary>
    public object Defaults => _create();

    /// <summary>The setting of a name or former name, or null.</summary>
    public Setting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name) ?? All.FirstOrDefault(setting => setting.Aliases.Contains(name));

    /// <summary>The settings of a JSON object; those that it does not name have their defaults.</summary>
    /// <exception cref="ConfigurationException">A name is not known, or a value is not of the right kind.</exception>
    public object Read(JsonElement json)
    {
        object settings = _create();
        foreach ((string name, JsonElement value) in Flat(json, ""))
            Put(settings, name, setting => setting.Parse(value));
        return settings;
    }

    /// <summary>Settings with some of them changed.</summary>
    /// <param name="settings">The settings; not changed.</param>
    /// <param name="words">The new values by name, as words of a command line.</param>
    /// <exception cref="ConfigurationException">A name is not known, or a value is not of the right kind.</exception>
    public object With(object settings, IEnumerable<KeyValuePair<string, string>> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        object changed = Copy(settings);
        foreach ((string name, string text) in words)
            Put(changed, name, setting => setting.Parse(text));
        return changed;
    }

    /// <summary>The settings as a JSON object; those that are null are left out.</summary>
    public JsonElement Write(object settings) => JsonObjects.Of(json =>
    {
        Write(json, settings, "");
        foreach ((string stage, _) in _stages)
        {
            json.WriteStartObject(stage[..^1]);
            Write(json, settings, stage);
            json.WriteEndObject();
        }
    });

    /// <summary>Refuses a setting outside its range.</summary>
    /// <exception cref="ConfigurationException">There is one.</exception>
    public void Check(object settings)
    {
        foreach (Setting setting in All)
            setting.Check(settings);
    }

    /// <summary>
    /// Refuses changed settings of a stage that is left out, as far as no other stage has the same: a setting may be given for all stages at once.
    /// </summary>
    /// <exception cref="ConfigurationException">There is one.</exception>
    internal void RefuseChanged(object settings, string stage, string advice)
    {
        bool Shared(Setting setting) => All.Any(other => other.Stage.Length > 0 && other.Stage != stage && other.LocalName == setting.LocalName
            && Equals(other.Get(settings), setting.Get(settings)));
        if (All.FirstOrDefault(setting => setting.Stage == stage && !setting.IsDefault(settings) && !Shared(setting)) is { } changed)
            throw new ConfigurationException(changed.Name, advice);
    }

    private static void Collect(
        Type type, IReadOnlyList<PropertyInfo> path, string title, string stage, List<(string, IReadOnlyList<PropertyInfo>)> stages, List<Setting> into,
            object defaults,
        IReadOnlyDictionary<string, string> texts)
    {
        foreach (PropertyInfo property in type.GetProperties().OrderBy(property => property.DeclaringType != type).ThenBy(property => property.MetadataToken))
        {
            if (property.GetCustomAttribute<SettingAttribute>() is not null)
            {
                into.Add(new Setting(path, property, title, stage, defaults, texts));
            }
            else if (property.GetCustomAttribute<SettingsGroupAttribute>() is { } group)
            {
                string inner = group.IsStage ? $"{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}." : stage;
                if (group.IsStage)
                    stages.Add((inner, [.. path, property]));
                object owner = path.Aggregate(defaults, (at, step) => step.GetValue(at)!);
                Collect(property.GetValue(owner)!.GetType(), [.. path, property], group.Title, inner, stages, into, defaults, texts);
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Value)> Flat(JsonElement json, string stage)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new ConfigurationException("settings", $"The settings of a training are a JSON object; this is {json.ValueKind}.");
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (stage.Length == 0 && property.Value.ValueKind == JsonValueKind.Object)
            {
                foreach ((string, JsonElement) inner in Flat(property.Value, $"{property.Name}."))
                    yield return inner;
            }
            else
            {
                yield return (stage + property.Name, property.Value);
            }
        }
    }

    private void Put(object settings, string name, Func<Setting, object?> parse)
    {
        Setting setting = Find(name) ?? throw new ConfigurationException(name, $"There is no such setting.{Meant(name)}");
        object? value = parse(setting);
        setting.Set(settings, value ?? setting.Get(_create()));
    }

    /// <summary>What a wrong name may mean: a setting of that name of some stage, or one that is spelled nearly so.</summary>
    private string Meant(string name)
    {
        string word = name[(name.LastIndexOf('.') + 1)..];
        string[] ofStages = [.. All.Select(known => known.Name).Where(known => known == word || known.EndsWith($".{word}", StringComparison.Ordinal))];
        return ofStages.Length > 0 ? $" There is {string.Join(" and ", ofStages.Select(known => $"`{known}`"))}." : NameDistance.Hint(name, All.Select(known => known.Name));
    }

    private object Copy(object settings)
    {
        object copy = _create();
        foreach (Setting setting in All)
            setting.Set(copy, setting.Get(settings));
        return copy;
    }

    private void Write(Utf8JsonWriter json, object settings, string stage)
    {
        foreach (Setting setting in All.Where(setting => setting.Stage == stage))
        {
            if (setting.Get(settings) is { } value)
                setting.Write(json, value);
        }
    }
}
