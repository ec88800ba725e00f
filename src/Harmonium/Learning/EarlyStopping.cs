using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning;

/// <summary>
/// Stops the training when a metric has not improved for a number of epochs, and restores the best parameters
/// (Hinton 2010, section 6, on the free-energy gap; Prechelt 1998).
/// </summary>
public sealed class EarlyStopping : TrainingObserver
{
    private readonly string _metric;
    private readonly int _patience;
    private readonly bool _higherIsBetter;
    private readonly Dictionary<string, Tensor> _best = [];
    private readonly Tensor _memory = Tensor.Zeros(3);

    /// <summary>Creates an observer that monitors a metric.</summary>
    /// <param name="metric">The metric's name.</param>
    /// <param name="patience">The number of epochs without improvement after which training stops, at least 1.</param>
    /// <param name="higherIsBetter">True if larger values are better.</param>
    public EarlyStopping(string metric, int patience, bool higherIsBetter)
    {
        ArgumentException.ThrowIfNullOrEmpty(metric);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        _metric = metric;
        _patience = patience;
        _higherIsBetter = higherIsBetter;
    }

    /// <summary>The epoch, counted from 1, with the best value so far; 0 before the first epoch.</summary>
    public int BestEpoch => (int)_memory[0];

    /// <summary>The best value so far.</summary>
    public double BestValue => _memory[1];

    /// <inheritdoc/>
    public override bool WantsToStop => BestEpoch > 0 && _memory[2] - _memory[0] >= _patience;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> SaveState() =>
        new Dictionary<string, Tensor>(_best.Select(pair => KeyValuePair.Create($"best.{pair.Key}", pair.Value))) { ["stopping"] = _memory };

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        SavedState.Find(state, "stopping").CopyTo(_memory);
        foreach ((string name, Tensor values) in state)
        {
            if (name.StartsWith("best.", StringComparison.Ordinal))
                _best[name["best.".Length..]] = values;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The training does not compute the metric.</exception>
    public override void AfterEpoch(TrainingEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (!epoch.Metrics.TryGetValue(_metric, out double value))
            throw new InvalidOperationException(
                $"Early stopping monitors '{_metric}', but this training does not compute it. Available metrics: {string.Join(", ", epoch.Metrics.Keys)}.");
        _memory[2] = epoch.Number;
        if (BestEpoch == 0 || float.IsNaN(_memory[1]) || (_higherIsBetter ? (float)value > _memory[1] : (float)value < _memory[1]))
        {
            _memory[0] = epoch.Number;
            _memory[1] = (float)value;
            foreach (Parameter parameter in epoch.Learner.Parameters)
                _best[parameter.Name] = parameter.Values.Clone();
        }
    }

    /// <inheritdoc/>
    public override void AtEnd(TrainingTime time, Learner learner, StopReason reason)
    {
        ArgumentNullException.ThrowIfNull(learner);
        if (reason == StopReason.Canceled || _best.Count == 0)
            return;
        learner.Adopt(_best);
    }
}
