using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Tests;

/// <summary>A collection that runs alone, because its tests measure the size of the managed heap.</summary>
[CollectionDefinition(nameof(AloneOnTheHeap), DisableParallelization = true)]
public sealed class AloneOnTheHeap;

[Collection(nameof(AloneOnTheHeap))]
public sealed class StepMemoryTests
{
    [Fact]
    public void Two_thousand_steps_leave_the_heap_as_large_as_it_was()
    {
        CpuDevice device = new(2);
        const int Batch = 20, Rows = 150, Columns = 100;
        Tensor weights = Samples.Random(device, 1, Rows, Columns, aligned: true), bias = Tensor.Zeros(device, Columns);
        States sparse = States.From(Samples.Binary(device, 2, Batch, Rows, 0.1)), dense = States.From(Samples.Binary(device, 3, Batch, Rows, 0.6));
        Tensor velocity = Tensor.ZerosLike(weights);

        Run(200);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Run(2000);
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        // One leaked gradient per step would be 130 MB.
        Assert.InRange(grown, long.MinValue, 2_000_000);

        void Run(int steps)
        {
            for (int step = 0; step < steps; step++)
            {
                RandomStream random = new(1, Purpose.Gibbs, (uint)step, 0);
                Tensor means = Tensor.Zeros(device, Batch, Columns);
                sparse.Multiply(weights).SampleSigmoid(bias, random, means: means);
                Tensor inputs = dense.Multiply(weights);
                float largest = new OuterProductStep
                {
                    Terms = [new OuterTerm(sparse, means, 0.05f), new OuterTerm(dense, inputs.SigmoidWithBias(bias), -0.05f)],
                    Velocity = velocity,
                    Momentum = 0.5f,
                    Rate = 0.01f,
                }.Apply(weights);
                Assert.True(float.IsFinite(largest));
            }
        }
    }
}
