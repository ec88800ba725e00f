using Harmonium.Runs;
using Harmonium.Runs.Kinds.Networks;

namespace Harmonium;

/// <summary>A convolutional network for images, LeNet-5 by default (LeCun et al. 1998).</summary>
public sealed class LeNet : ExampleModel<LeNet, LeNetSettings>
{
    internal LeNet(StoredModel stored)
        : base(stored)
    {
    }
}
