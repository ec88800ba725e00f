namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>On which side the words of a column stand.</summary>
public enum Alignment
{
    /// <summary>Words: from the left.</summary>
    Left,

    /// <summary>Numbers: up to the right, so that digits stand below each other.</summary>
    Right,
}
