using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Harmonium.Data;
using Harmonium.Errors;

namespace Harmonium.Runs.Settings;

/// <summary>One setting of a kind: its name, description, default and range.</summary>
internal sealed class Setting
{
    private readonly PropertyInfo _property;
    private readonly IReadOnlyList<PropertyInfo> _path;
    private readonly SettingAttribute _declared;
    private readonly Type _type;
    private readonly object? _default;
    private readonly string? _defaultText;

    internal Setting(IReadOnlyList<PropertyInfo> path, PropertyInfo property, string group, string stage, object defaults,
        IReadOnlyDictionary<string, string> defaultTexts)
    {
        _path = path;
        _property = property;
        _declared = property.GetCustomAttribute<SettingAttribute>()!;
        _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        LocalName = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Stage = stage;
        Name = stage + LocalName;
        Group = _declared.Group ?? group;
        _default = Get(defaults);
        _defaultText = defaultTexts.GetValueOrDefault(Name);
    }

    /// <summary>The name, such as <c>learningRate</c>. For a setting of a stage it includes the stage, such as <c>pretraining.epochs</c>.</summary>
    public string Name { get; }

    /// <summary>The name without the stage.</summary>
    public string LocalName { get; }

    /// <summary>The stage with a trailing period, such as <c>pretraining.</c>; empty for a setting of the whole run.</summary>
    public string Stage { get; }

    /// <summary>Former names that are still accepted, with the stage.</summary>
    public IEnumerable<string> Aliases => LocalAliases.Select(alias => Stage + alias);

    /// <summary>Former names that are still accepted, without the stage.</summary>
    public IReadOnlyList<string> LocalAliases => _declared.Aliases;

    /// <summary>True if the setting does not influence the model.</summary>
    public bool OnlyOfRun => _declared.OnlyOfRun;

    /// <summary>The heading of its group in the help.</summary>
    public string Group { get; }

    /// <summary>The description for the help. Names of other settings are in backquotes.</summary>
    public string Description => _declared.Description;

    /// <summary>The allowed values, if the value is one of a list of names; else null.</summary>
    public IReadOnlyList<string>? Names => _type.IsEnum ? [.. Enum.GetNames(_type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)]
        : _declared.Names is { } source
            ? (IReadOnlyList<string>)source.GetProperty(nameof(Names), BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!
        : null;

    /// <summary>True if the value is true or false.</summary>
    public bool IsFlag => _type == typeof(bool);

    /// <summary>The placeholder of the value in the help.</summary>
    public string ValueName => _declared.Value ?? (Names is not null ? "name" : _type == typeof(double) ? "x" : _type == typeof(string) ? "text" : "n");

    /// <summary>The default as text.</summary>
    public string DefaultText => _defaultText ?? TextOf(_default) ?? _declared.Default ?? "none";

    /// <summary>Gets the value from a settings record.</summary>
    public object? Get(object settings) => _property.GetValue(Owner(settings));

    /// <summary>Gets the value as text, in the form of JSON and the command line; null if it is not set.</summary>
    public string? Text(object settings) => TextOf(Get(settings));

    /// <summary>Returns true if the value is the default.</summary>
    public bool IsDefault(object settings) => Equals(Get(settings), _default);

    /// <summary>Sets the value in a new settings record, before it is shared.</summary>
    internal void Set(object fresh, object? value) => _property.SetValue(Owner(fresh), value);

    /// <summary>Parses the value from a command-line word.</summary>
    /// <exception cref="ConfigurationException">The text is not a value of this type.</exception>
    internal object? Parse(string text)
    {
        if (_type == typeof(string))
            return _declared.Names?.GetMethod("Canonical", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.Invoke(null, [text]) ?? text;
        if (_type.IsEnum)
            return EnumOf(text);
        if (_type == typeof(bool))
            return bool.TryParse(text, out bool flag) ? flag : throw Wrong(text, "true or false");
        if (_type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole) ? whole : throw Wrong(text, "a whole number");
        if (_type == typeof(ulong))
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
                : throw Wrong(text, "a whole number, 0 or above");
        return RealNumber.TryParse(text, out double number) ? number : throw Wrong(text, RealNumber.Expected);
    }

    /// <summary>Parses the value from a JSON element.</summary>
    /// <exception cref="ConfigurationException">The element is not a value of this type.</exception>
    internal object? Parse(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when _type == typeof(string) || _type.IsEnum => Parse(json.GetString()!),
        JsonValueKind.True or JsonValueKind.False when _type == typeof(bool) => json.GetBoolean(),
        JsonValueKind.Number when _type != typeof(string) && !_type.IsEnum && _type != typeof(bool) => Parse(json.GetRawText()),
        _ => throw new ConfigurationException(Name, $"It is {json.GetRawText()}; expected {Expected()}."),
    };

    /// <summary>Writes the value as JSON.</summary>
    internal void Write(Utf8JsonWriter json, object value)
    {
        json.WritePropertyName(LocalName);
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int whole:
                json.WriteNumberValue(whole);
                break;
            case ulong seed:
                json.WriteNumberValue(seed);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(TextOf(value));
                break;
        }
    }

    /// <summary>Checks the range of the value, or that it is one of the allowed names.</summary>
    /// <exception cref="ConfigurationException">The value is not allowed.</exception>
    internal void Check(object settings)
    {
        object? value = Get(settings);
        if (value is string name && Names is { } names && !names.Contains(name, StringComparer.Ordinal))
            throw Unknown(name, names);
        if (value is null or string or bool or ulong || _type.IsEnum)
            return;
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        bool inRange = double.IsFinite(number) && !(number < _declared.AtLeast) && !(number <= _declared.Above) && !(number > _declared.AtMost)
            && !(number >= _declared.Below);
        if (!inRange)
            throw new ConfigurationException(Name, $"It is {TextOf(value)}; expected {Expected()}.");
    }

    /// <summary>Describes the allowed values, for error messages.</summary>
    public string Expected()
    {
        if (Names is { } names)
            return $"one of {string.Join(", ", names)}";
        if (_type == typeof(string))
            return "a string";
        if (_type == typeof(bool))
            return "true or false";
        string kind = _type == typeof(double) ? "a number" : "a whole number";
        string low = !double.IsNaN(_declared.AtLeast) ? $"at least {_declared.AtLeast}" : !double.IsNaN(_declared.Above) ? $"above {_declared.Above}" : "";
        string high = !double.IsNaN(_declared.AtMost) ? $"at most {_declared.AtMost}" : !double.IsNaN(_declared.Below) ? $"below {_declared.Below}" : "";
        string range = low.Length > 0 && high.Length > 0 ? $"{low} and {high}" : low + high;
        return range.Length == 0 ? kind : range.StartsWith("at ", StringComparison.Ordinal) ? $"{kind} of {range}" : $"{kind} {range}";
    }

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        string text => text.Length == 0 ? null : text,
        bool flag => flag ? "true" : "false",
        Enum word => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private object Owner(object settings) => _path.Aggregate(settings, (owner, group) => group.GetValue(owner)!);

    private object EnumOf(string text)
    {
        foreach (object value in Enum.GetValues(_type))
        {
            if (TextOf(value) == text || _declared.FormerValues.Contains($"{text}={TextOf(value)}", StringComparer.Ordinal))
                return value;
        }

        throw Unknown(text, Names!);
    }

    private ConfigurationException Wrong(string text, string expected) => new(Name, $"It is “{text}”; expected {expected}.");

    private ConfigurationException Unknown(string text, IReadOnlyList<string> names) =>
        new(Name, $"It is “{text}”; expected one of {string.Join(", ", names)}.{NameDistance.Hint(text, names)}");
}
