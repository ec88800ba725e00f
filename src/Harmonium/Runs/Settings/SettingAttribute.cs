namespace Harmonium.Runs.Settings;

/// <summary>
/// Declares a property of a settings record as a setting. This is the only declaration: the command-line option, its help, the range
/// check, JSON, inspection and comparison are made from it. The default is the value of the property in a new record.
/// </summary>
/// <param name="description">What it decides, a phrase in lower case without a period.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>What it decides.</summary>
    public string Description { get; } = description;

    /// <summary>The smallest value that is allowed.</summary>
    public double AtLeast { get; init; } = double.NaN;

    /// <summary>What a value must lie above.</summary>
    public double Above { get; init; } = double.NaN;

    /// <summary>The largest value that is allowed.</summary>
    public double AtMost { get; init; } = double.NaN;

    /// <summary>What a value must lie below.</summary>
    public double Below { get; init; } = double.NaN;

    /// <summary>What help writes in place of a default that is null, such as "all".</summary>
    public string? Default { get; init; }

    /// <summary>What help calls the value, such as "column"; found by the type when null.</summary>
    public string? Value { get; init; }

    /// <summary>
    /// For a setting that is a name: the type whose static property <c>Names</c> lists the names that are allowed.
    /// A static method <c>Canonical</c>, where the type has one, turns a former name into the current one.
    /// </summary>
    public Type? Names { get; init; }

    /// <summary>Former names, in camel case, that are still understood.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>Former values that are still understood, each as "former=current".</summary>
    public string[] FormerValues { get; init; } = [];
}
