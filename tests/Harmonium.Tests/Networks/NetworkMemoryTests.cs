using Harmonium.Networks;
using Harmonium.Networks.Recurrent;

namespace Harmonium.Tests.Networks;

/// <summary>Runs without other tests, because it measures the whole managed heap.</summary>
[CollectionDefinition(nameof(AloneOnTheHeap), DisableParallelization = true)]
public sealed class AloneOnTheHeap;

[Collection(nameof(AloneOnTheHeap))]
public sealed class NetworkMemoryTests
{
    [Fact]
    public void Memory_is_flat_over_ten_thousand_steps()
    {
        NetworkLearner learner = SmallNetworks.Perceptron(SmallNetworks.Images(60), SmallNetworks.LeNet);
        TextLearner text = SmallNetworks.Text(new LstmLayer(8), string.Concat(Enumerable.Repeat("to be or not to be ", 30)));
        SmallNetworks.Train(learner, 0, 100);
        SmallNetworks.Train(text, 0, 100);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        SmallNetworks.Train(learner, 100, 10_000);
        SmallNetworks.Train(text, 100, 1000);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1_000_000);
    }
}
