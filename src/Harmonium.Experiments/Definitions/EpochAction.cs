using Harmonium.Learning;

namespace Harmonium.Experiments.Definitions;

/// <summary>Runs an action after every epoch, with the number of the epoch.</summary>
internal sealed class EpochAction(Action<int> action) : TrainingObserver
{
    public override void AfterEpoch(TrainingEpoch epoch) => action(epoch.Number);
}
