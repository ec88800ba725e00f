namespace Harmonium.Runs.Settings;

/// <summary>
/// Declares a property of a settings record as a group of settings. Groups are what kinds share: their settings stand among those of
/// the record itself, or under a name of their own where they are those of a stage.
/// </summary>
/// <param name="title">The heading of the group in help.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingsGroupAttribute(string title) : Attribute
{
    /// <summary>The heading of the group in help.</summary>
    public string Title { get; } = title;

    /// <summary>Whether the settings are those of a stage: named after the property, as in <c>pretraining.epochs</c>, and nested in JSON.</summary>
    public bool IsStage { get; init; }
}
