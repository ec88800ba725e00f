using System.Runtime.CompilerServices;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>Runs the code on the pages about Hopfield networks and Boltzmann machines.</summary>
public sealed class DocumentedExamplesTests
{
    [Fact]
    public void The_code_on_Hopfield_networks_recalls_the_stored_patterns()
    {
        Tensor patterns = HopfieldNetworkTests.Spins(10, 100, seed: 1), probes = patterns.Clone();
        for (int row = 0; row < 10; row++)
            probes[row, row] = -probes[row, row];
#pragma warning disable xUnit1051 // The page's reader has no test to cancel.
        HopfieldNetwork net = HopfieldNetwork.Store(patterns, new StorageOptions { Rule = StorageRule.PseudoInverse });
        Recollection end = net.Recall(probes, new RecallOptions { Dynamics = Dynamics.Asynchronous });
        double[] overlaps = net.Overlaps(end.States, patterns);
#pragma warning restore xUnit1051
        Assert.All(overlaps, overlap => Assert.Equal(1, overlap));
    }

    [Fact]
    public void The_code_on_Boltzmann_machines_gives_a_distribution()
    {
        BoltzmannMachine machine = BoltzmannMachine.FullyConnected(new Bernoulli(4), new Bernoulli(3));
        BoltzmannGibbs exact = BoltzmannGibbs.Of(machine, temperature: 0.5);
        double[] visible = exact.MarginalOf([machine.Layers[0]]);
        Assert.All(visible, p => Assert.Equal(1.0 / 16, p, 1e-6));
    }

    [Fact]
    public void The_theory_of_retrieval_is_one_call()
    {
        double wrong = RetrievalTheory.OneStepBroken(0.1375)!.BitError;
        Assert.Equal(0.0130, wrong, 5e-5);
    }

    [Theory]
    [InlineData("hopfield.md", 4)]
    [InlineData("boltzmann-machine.md", 3)]
    public void The_code_on_the_page_is_the_code_above(string page, int count)
    {
        string source = File.ReadAllText(ThisFile()), text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "docs", page));
        string[] lines = [.. text.Split("```csharp\n").Skip(1)
            .SelectMany(block => block.Split("```")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        Assert.Equal(count, lines.Length);
        Assert.All(lines, line => Assert.Contains(line, source));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
