using BenchmarkDotNet.Attributes;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Benchmarks;

/// <summary>
/// The product of binary states with a matrix by gathering, and above <see cref="States.GatherThreshold"/> from tables of sums, against the dense one.
/// </summary>
public class GatherBenchmarks
{
    private const int Batch = 100;
    private const int Visible = 784;
    private const int Hidden = 500;

    private States _sparse = null!;
    private States _dense = null!;
    private Tensor _weights = null!;
    private Tensor _result = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [Params(0.1, 0.3, 0.5)]
    public double Active { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        CpuDevice device = new(Threads);
        RandomStream random = RandomStream.For(1, Purpose.General);
        Tensor probabilities = Tensor.Zeros(device, Batch, Visible);
        probabilities.AsSpan().Fill((float)Active);
        _sparse = probabilities.SampleBernoulli(random);
        _dense = States.Dense(_sparse.AsTensor().Clone());
        _weights = Tensor.Aligned(device, Visible, Hidden);
        random.At(1).FillNormal(_weights, 0, 0.01f);
        _result = Tensor.Aligned(device, Batch, Hidden);
    }

    [Benchmark]
    public Tensor Binary() => _sparse.Multiply(_weights, _result);

    [Benchmark(Baseline = true)]
    public Tensor Dense() => _dense.Multiply(_weights, _result);
}
