using Harmonium.Networks.Layers;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>The settings that all feed-forward classifiers have.</summary>
internal interface INetworkSettings
{
    /// <summary>The random distortion of images at each visit.</summary>
    DistortionSettings Distortion { get; }

    /// <summary>The number of labeled training examples; null for all.</summary>
    int? Labeled { get; }

    /// <summary>Initialization, gradient clipping, line searches and label smoothing.</summary>
    NetworkSettings Network { get; }

    /// <summary>The training length, batch size, early stopping and checkpoints.</summary>
    ScheduleSettings Schedule { get; }

    /// <summary>The optimizer, its learning rate and momentum, and the weight penalties.</summary>
    OptimizerSettings Optimizer { get; }

    /// <summary>Returns the layers of a network for a number of classes.</summary>
    IReadOnlyList<NetworkLayer> LayersFor(int classes);
}
