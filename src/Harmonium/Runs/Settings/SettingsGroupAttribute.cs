namespace Harmonium.Runs.Settings;

/// <summary>
/// Declares a property of a settings record as a group of settings that several kinds share. The settings of a group appear as settings of the
/// record itself, or, for the group of a stage, with the name of the stage.
/// </summary>
/// <param name="title">The heading of the group in the help.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingsGroupAttribute(string title) : Attribute
{
    /// <summary>The heading of the group in the help.</summary>
    public string Title { get; } = title;

    /// <summary>True for the settings of a stage. Their names include the property, as in <c>pretraining.epochs</c>, and they are nested in JSON.</summary>
    public bool IsStage { get; init; }
}
