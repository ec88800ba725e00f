namespace Harmonium.Learning;

/// <summary>Where a training stands.</summary>
/// <param name="Step">Steps made, counted over all epochs.</param>
/// <param name="Epoch">Epochs made, with the fraction of the current one.</param>
/// <param name="Epochs">Epochs to be made.</param>
public readonly record struct TrainingTime(long Step, double Epoch, double Epochs)
{
    /// <summary>The share of the training that is done, 0 to 1.</summary>
    public double Progress => Epochs <= 0 ? 1 : Math.Min(1, Epoch / Epochs);
}
