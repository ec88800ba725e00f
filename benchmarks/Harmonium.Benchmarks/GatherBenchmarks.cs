using BenchmarkDotNet.Attributes;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Benchmarks;

/// <summary>
/// Products of sparse and binary states with a matrix: by gathering rows, from tables of sums for bits above <see cref="States.GatherThreshold"/>, and dense.
/// Also one weight update whose gradient has these states as its left factor.
/// </summary>
public class GatherBenchmarks
{
    private const int Batch = 100;
    private const int Visible = 784;
    private const int Hidden = 500;

    private States _sparse = null!;
    private States _gray = null!;
    private States _dense = null!;
    private Tensor _weights = null!;
    private Tensor _velocity = null!;
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
        Tensor gray = _sparse.AsTensor().Clone();
        foreach (ref float value in gray.AsSpan())
            value *= 0.7f;
        _dense = States.Dense(gray);
        _gray = States.From(gray);
        _weights = Tensor.Zeros(device, Visible, Hidden);
        _velocity = Tensor.Zeros(device, Visible, Hidden);
        random.At(1).FillNormal(_weights, 0, 0.01f);
        _result = Tensor.Zeros(device, Batch, Hidden);
        random.At(2).FillNormal(_result, 0, 0.01f);
    }

    [Benchmark]
    public Tensor Binary() => _sparse.Multiply(_weights, _result);

    [Benchmark]
    public Tensor Gray() => _gray.Multiply(_weights, _result);

    [Benchmark(Baseline = true)]
    public Tensor Dense() => _dense.Multiply(_weights, _result);

    /// <summary>The cost of building the mask of nonzero elements, once per batch.</summary>
    [Benchmark]
    public States Masking() => States.From(_dense.AsTensor());

    [Benchmark]
    public float GrayStep() => _weights.StepWithMomentum(_velocity, new Gradient(_gray, _result), 1e-6f, 0.9f);

    [Benchmark]
    public float DenseStep() => _weights.StepWithMomentum(_velocity, new Gradient(_dense, _result), 1e-6f, 0.9f);
}
