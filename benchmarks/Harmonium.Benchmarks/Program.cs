using BenchmarkDotNet.Running;
using Harmonium.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(GatherBenchmarks).Assembly).Run(args);
