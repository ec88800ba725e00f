using System.Runtime.CompilerServices;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Data.Sources;
using Harmonium.Evaluation.Monitors;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;

namespace Harmonium.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_five_lines_of_the_readme_learn_letters()
    {
        Dataset letters = DataSource.Open("letters", new DataLocations(null, "data"), DataLimits.Default, new DataOptions()).Train;
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(visible: letters.Examples.Columns, hidden: 200);
        new RbmInitialization().Apply(rbm, letters, seed: 1);
        VisibleData some = new(letters.Shuffled(1).Range(0, 500), Binarization.Sampled);
        double before = PseudoLikelihood.OverSampledUnits(rbm, some, 1);
        EnergyLearner learner = new(new PersistentContrastiveDivergence(rbm.Machine, seed: 1), new MomentumOptimizer(), new ExampleSource(letters, batchSize: 100, seed: 1, Binarization.Sampled, Device.Default), new EnergyLearningOptions(), seed: 1);
#pragma warning disable xUnit1051 // The README's reader has no test to cancel.
        new Trainer(learner, epochs: 5, metrics: [], new DivergenceGuard()).Run();
#pragma warning restore xUnit1051
        Assert.True(PseudoLikelihood.OverSampledUnits(rbm, some, 1) > before + 50);
    }

    [Fact]
    public void The_code_in_the_readme_is_the_code_above()
    {
        string source = File.ReadAllText(ThisFile()), readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "README.md"));
        string block = readme.Split("```csharp\n")[1].Split("```")[0];
        string[] lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.Contains(line, source));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
