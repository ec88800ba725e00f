using Harmonium.Learning;

namespace Harmonium.Experiments.Definitions;

/// <summary>Does something after every epoch, given its number.</summary>
internal sealed class EpochAction(Action<int> action) : TrainingObserver
{
    public override void AfterEpoch(TrainingEpoch epoch) => action(epoch.Number);
}
