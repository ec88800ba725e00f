namespace Harmonium.Experiments;

/// <summary>A number that an experiment measured, beside the published one.</summary>
/// <param name="Name">Its name in JSON, camel case.</param>
/// <param name="Description">What it is, in words, with the binarisation where it is a likelihood.</param>
/// <param name="Measured">The measured number.</param>
/// <param name="Unit">Its unit, such as nats.</param>
public sealed record Measurement(string Name, string Description, double Measured, string Unit)
{
    /// <summary>The published number it is held against; null where there is none.</summary>
    public double? Published { get; init; }

    /// <summary>Where the published number stands.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether the measured number is at least as good as what was promised; null where nothing was.</summary>
    public bool? Met { get; init; }
}
