using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Harmonium.Data;
using Harmonium.Errors;

namespace Harmonium.Runs.Settings;

/// <summary>One setting of a kind: its name, what it decides, its default and its range.</summary>
public sealed class Setting
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
        Group = group;
        _default = Get(defaults);
        _defaultText = defaultTexts.GetValueOrDefault(Name);
    }

    /// <summary>The name, such as <c>learningRate</c>; of a stage's setting with the stage, such as <c>pretraining.epochs</c>.</summary>
    public string Name { get; }

    /// <summary>The name without the stage.</summary>
    public string LocalName { get; }

    /// <summary>The stage with a period behind it, such as <c>pretraining.</c>; empty for a setting of the whole training.</summary>
    public string Stage { get; }

    /// <summary>Former names that are still understood, with the stage.</summary>
    public IEnumerable<string> Aliases => LocalAliases.Select(alias => Stage + alias);

    /// <summary>Former names that are still understood, without the stage.</summary>
    public IReadOnlyList<string> LocalAliases => _declared.Aliases;

    /// <summary>The heading under which help lists it.</summary>
    public string Group { get; }

    /// <summary>What it decides.</summary>
    public string Description => _declared.Description;

    /// <summary>The names that are allowed; null where the value is not one of a few names.</summary>
    public IReadOnlyList<string>? Names => _type.IsEnum ? [.. Enum.GetNames(_type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)]
        : _declared.Names is { } source
            ? (IReadOnlyList<string>)source.GetProperty(nameof(Names), BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!
        : null;

    /// <summary>Whether it is true or false.</summary>
    public bool IsFlag => _type == typeof(bool);

    /// <summary>What help calls the value.</summary>
    public string ValueName => _declared.Value ?? (Names is not null ? "name" : _type == typeof(double) ? "x" : _type == typeof(string) ? "text" : "n");

    /// <summary>The default in words.</summary>
    public string DefaultText => _defaultText ?? TextOf(_default) ?? _declared.Default ?? "none";

    /// <summary>The value in a record of settings.</summary>
    public object? Get(object settings) => _property.GetValue(Owner(settings));

    /// <summary>The value as a word, as JSON and the command line write it; null where it is not set.</summary>
    public string? Text(object settings) => TextOf(Get(settings));

    /// <summary>Whether the value is that of a new record.</summary>
    public bool IsDefault(object settings) => Equals(Get(settings), _default);

    /// <summary>Puts a value that was read into a record that nobody else has seen yet.</summary>
    internal void Set(object fresh, object? value) => _property.SetValue(Owner(fresh), value);

    /// <summary>The value of a word of a command line.</summary>
    /// <exception cref="ConfigurationException">It is not of the right kind.</exception>
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
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number : throw Wrong(text, "a number, such as 0.05");
    }

    /// <summary>The value of a JSON element.</summary>
    /// <exception cref="ConfigurationException">It is not of the right kind.</exception>
    internal object? Parse(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when _type == typeof(string) || _type.IsEnum => Parse(json.GetString()!),
        JsonValueKind.True or JsonValueKind.False when _type == typeof(bool) => json.GetBoolean(),
        JsonValueKind.Number when _type != typeof(string) && !_type.IsEnum && _type != typeof(bool) => Parse(json.GetRawText()),
        _ => throw new ConfigurationException(Name, $"It is {json.GetRawText()}, which is not of the right kind; expected is {Expected()}."),
    };

    /// <summary>Writes the value.</summary>
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

    /// <summary>Refuses a value outside its range, or a name that is not known.</summary>
    /// <exception cref="ConfigurationException">It is one.</exception>
    internal void Check(object settings)
    {
        object? value = Get(settings);
        if (value is string name && Names is { } names && !names.Contains(name, StringComparer.Ordinal))
            throw Unknown(name, names);
        if (value is null or string or bool or ulong || _type.IsEnum)
            return;
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        bool holds = double.IsFinite(number) && !(number < _declared.AtLeast) && !(number <= _declared.Above) && !(number > _declared.AtMost)
            && !(number >= _declared.Below);
        if (!holds)
            throw new ConfigurationException(Name, $"It is {TextOf(value)}; expected is {Expected()}.");
    }

    /// <summary>What a value must be, in words.</summary>
    public string Expected()
    {
        if (Names is { } names)
            return $"one of {string.Join(", ", names)}";
        if (_type == typeof(string))
            return "a text";
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

    private ConfigurationException Wrong(string text, string expected) => new(Name, $"It is “{text}”; expected is {expected}.");

    private ConfigurationException Unknown(string text, IReadOnlyList<string> names) =>
        new(Name, $"There is no “{text}”; there are " +
            $"{string.Join(", ", names)}.{NameDistance.Hint(text, names)}");
}
