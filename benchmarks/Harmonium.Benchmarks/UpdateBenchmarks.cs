using BenchmarkDotNet.Attributes;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Benchmarks;

/// <summary>The one-pass update of a 784 × 500 weight matrix from two phases, with optional corrections, momentum and weight decay.</summary>
public class UpdateBenchmarks
{
    private States _data = null!;
    private States _model = null!;
    private Tensor _dataMeans = null!;
    private Tensor _modelMeans = null!;
    private Tensor _weights = null!;
    private Tensor _velocity = null!;

    [Params(10, 100)]
    public int Batch { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        CpuDevice device = new(Threads);
        RandomStream random = RandomStream.For(1, Purpose.General);
        Tensor probabilities = Tensor.Zeros(device, Batch, 784);
        probabilities.AsSpan().Fill(0.13f);
        _data = probabilities.SampleBernoulli(random);
        _model = probabilities.SampleBernoulli(random.At(1));
        _dataMeans = Tensor.Aligned(device, Batch, 500);
        _modelMeans = Tensor.Aligned(device, Batch, 500);
        random.At(2).FillUniform(_dataMeans);
        random.At(3).FillUniform(_modelMeans);
        _weights = Tensor.Aligned(device, 784, 500);
        _velocity = Tensor.ZerosLike(_weights);
    }

    [Benchmark(Baseline = true)]
    public float Plain() => Step(null).Apply(_weights);

    [Benchmark]
    public float WithMomentum() => Step(_velocity).Apply(_weights);

    private OuterProductStep Step(Tensor? velocity) => new()
    {
        Terms = [new OuterTerm(_data, _dataMeans, 1f / Batch), new OuterTerm(_model, _modelMeans, -1f / Batch)],
        Velocity = velocity,
        Momentum = velocity is null ? 0 : 0.5f,
        Rate = 1e-4f,
    };
}
