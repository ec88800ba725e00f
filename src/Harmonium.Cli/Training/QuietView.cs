namespace Harmonium.Cli.Training;

/// <summary>Shows nothing.</summary>
internal sealed class QuietView : TrainingView;
