namespace Harmonium.Cli.Progress;

/// <summary>Shows nothing.</summary>
internal sealed class QuietView : TrainingView;
