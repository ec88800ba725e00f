namespace Harmonium.Learning;

/// <summary>The position within a training.</summary>
/// <param name="Step">The number of completed steps over all epochs.</param>
/// <param name="Epoch">The number of completed epochs, including the fraction of the current one.</param>
/// <param name="Epochs">The total number of epochs.</param>
public readonly record struct TrainingTime(long Step, double Epoch, double Epochs)
{
    /// <summary>The completed fraction of the training, 0 to 1.</summary>
    public double Progress => Epochs <= 0 ? 1 : Math.Min(1, Epoch / Epochs);
}
