using Harmonium.Learning;

namespace Harmonium.Cli.Progress;

/// <summary>How a training is shown while it runs.</summary>
internal abstract class TrainingView : TrainingObserver
{
    /// <summary>Runs the work while the view is up.</summary>
    internal virtual T During<T>(Func<T> work) => work();
}
