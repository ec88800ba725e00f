namespace Harmonium.Runs.Settings;

/// <summary>
/// Declares a property of a settings record as a setting. The command-line option, its help, the range check, the JSON form, inspection and
/// comparison are derived from this declaration. The default is the value of the property in a new record.
/// </summary>
/// <param name="description">The description for the help: a phrase in lower case without a period, other settings in backquotes.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>The description for the help.</summary>
    public string Description { get; } = description;

    /// <summary>The minimum, inclusive.</summary>
    public double AtLeast { get; init; } = double.NaN;

    /// <summary>The minimum, exclusive.</summary>
    public double Above { get; init; } = double.NaN;

    /// <summary>The maximum, inclusive.</summary>
    public double AtMost { get; init; } = double.NaN;

    /// <summary>The maximum, exclusive.</summary>
    public double Below { get; init; } = double.NaN;

    /// <summary>The text that the help shows for a default that is null, such as "all".</summary>
    public string? Default { get; init; }

    /// <summary>The heading in the help, if it differs from the heading of the group of the property.</summary>
    public string? Group { get; init; }

    /// <summary>The placeholder of the value in the help, such as "column"; derived from the type if null.</summary>
    public string? Value { get; init; }

    /// <summary>
    /// For a setting that is a name: the type with a static property <c>Names</c> that lists the allowed names.
    /// If the type has a static method <c>Canonical</c>, it converts a former name into the current one.
    /// </summary>
    public Type? Names { get; init; }

    /// <summary>True if the setting does not influence the model, so that a model file does not record it.</summary>
    public bool OnlyOfRun { get; init; }

    /// <summary>Former names, in camel case, that are still accepted.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>Former values that are still accepted, each as "former=current".</summary>
    public string[] FormerValues { get; init; } = [];
}
