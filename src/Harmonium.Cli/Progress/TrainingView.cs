using Harmonium.Learning;

namespace Harmonium.Cli.Progress;

/// <summary>Shows the progress of a training.</summary>
internal abstract class TrainingView : TrainingObserver
{
    /// <summary>Runs a function while the view is shown.</summary>
    internal virtual T During<T>(Func<T> work) => work();
}
