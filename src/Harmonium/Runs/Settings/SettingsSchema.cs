using System.Reflection;
using System.Text.Json;
using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Storage.Files;

namespace Harmonium.Runs.Settings;

/// <summary>All settings of a record and of its groups. Reads, writes, changes and checks settings.</summary>
internal sealed class SettingsSchema
{
    private readonly Func<object> _create;
    private readonly IReadOnlyList<(string Stage, IReadOnlyList<PropertyInfo> Path)> _stages;

    /// <summary>Creates the schema of a settings record.</summary>
    /// <param name="create">Creates a record with the defaults, with new groups each time.</param>
    /// <param name="defaultTexts">The texts, by setting, of defaults that depend on other settings.</param>
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

    /// <summary>All settings, in the order of the record.</summary>
    public IReadOnlyList<Setting> All { get; }

    /// <summary>A new record with the defaults.</summary>
    public object Defaults => _create();

    /// <summary>Returns the setting with a name or former name, or null if there is none.</summary>
    public Setting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name) ?? All.FirstOrDefault(setting => setting.Aliases.Contains(name));

    /// <summary>Reads settings from a JSON object. Settings that are not in the object keep their defaults.</summary>
    /// <exception cref="ConfigurationException">A name is unknown, or a value has the wrong type.</exception>
    public object Read(JsonElement json)
    {
        object settings = _create();
        foreach ((string name, JsonElement value) in Flat(json, ""))
            Put(settings, name, setting => setting.Parse(value));
        return settings;
    }

    /// <summary>Returns a copy of settings with some values changed.</summary>
    /// <param name="settings">The settings; not modified.</param>
    /// <param name="words">The new values by name, as command-line words.</param>
    /// <exception cref="ConfigurationException">A name is unknown, or a value has the wrong type.</exception>
    public object With(object settings, IEnumerable<KeyValuePair<string, string>> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        object changed = Copy(settings);
        foreach ((string name, string text) in words)
            Put(changed, name, setting => setting.Parse(text));
        return changed;
    }

    /// <summary>Returns the settings as a JSON object, without those that are null.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="ofModel">True to leave out the settings that do not influence the model.</param>
    public JsonElement Write(object settings, bool ofModel = false) => JsonObjects.Of(json =>
    {
        Write(json, settings, "", ofModel);
        foreach ((string stage, _) in _stages)
        {
            json.WriteStartObject(stage[..^1]);
            Write(json, settings, stage, ofModel);
            json.WriteEndObject();
        }
    });

    /// <summary>Checks the range of every setting.</summary>
    /// <exception cref="ConfigurationException">A setting is out of its range.</exception>
    public void Check(object settings)
    {
        foreach (Setting setting in All)
            setting.Check(settings);
    }

    /// <summary>
    /// Checks that no setting of a stage that does not run was changed. Settings that have the same value in another stage are allowed, because a
    /// setting can be given for all stages at once.
    /// </summary>
    /// <exception cref="ConfigurationException">A setting of the stage was changed.</exception>
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
            throw new ConfigurationException("settings", $"Expected is a JSON object of settings; found is {json.ValueKind}.");
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

    /// <summary>Suggests settings for an unknown name: settings of stages with this name, or a setting with a similar name.</summary>
    private string Meant(string name)
    {
        string word = name[(name.LastIndexOf('.') + 1)..];
        string[] ofStages = [.. All.Select(known => known.Name).Where(known => known == word || known.EndsWith($".{word}", StringComparison.Ordinal))];
        return ofStages.Length > 0 ? $" Did you mean {string.Join(" or ", ofStages.Select(known => $"`{known}`"))}?"
            : NameDistance.Hint(name, All.Select(known => known.Name));
    }

    private object Copy(object settings)
    {
        object copy = _create();
        foreach (Setting setting in All)
            setting.Set(copy, setting.Get(settings));
        return copy;
    }

    private void Write(Utf8JsonWriter json, object settings, string stage, bool ofModel)
    {
        foreach (Setting setting in All.Where(setting => setting.Stage == stage && !(ofModel && setting.OnlyOfRun)))
        {
            if (setting.Get(settings) is { } value)
                setting.Write(json, value);
        }
    }
}
