using BenchmarkDotNet.Running;
using Harmonium.Benchmarks;

if (args is ["paired", .. string[] rest])
    return PairedBuilds.Run(rest);
BenchmarkSwitcher.FromAssembly(typeof(GatherBenchmarks).Assembly).Run(args);
return 0;
