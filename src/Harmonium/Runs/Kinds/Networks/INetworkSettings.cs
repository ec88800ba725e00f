using Harmonium.Networks.Layers;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>The settings that every kind of feed-forward classifier has.</summary>
public interface INetworkSettings
{
    /// <summary>What is done to images at each visit.</summary>
    DistortionSettings Distortion { get; }

    /// <summary>Of how many examples the label is used; null for all.</summary>
    int? Labeled { get; }

    /// <summary>How the network is initialized and judged.</summary>
    NetworkSettings Network { get; }

    /// <summary>How long it trains.</summary>
    ScheduleSettings Schedule { get; }

    /// <summary>How parameters move.</summary>
    OptimizerSettings Optimizer { get; }

    /// <summary>The layers of a network for so many classes.</summary>
    IReadOnlyList<NetworkLayer> LayersFor(int classes);
}
