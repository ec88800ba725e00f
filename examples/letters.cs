// A restricted Boltzmann machine learns printed letters without their names, and lets unseen letters pass with few errors.
// Prints: squared error of a letter: below 40
#:project ../src/Harmonium/Harmonium.csproj
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
using Harmonium.Units;

DataSplits letters = DataSource.Open("letters", new DataLocations(null, ""), DataLimits.Default, new DataOptions());
Dataset train = letters.Train.Split(seed: 1, 4000)[0];

RestrictedBoltzmannMachine rbm = new(new Bernoulli(train.Examples.Columns), new Bernoulli(100), Tensor.Zeros(train.Examples.Columns, 100));
new RbmInitialization().Apply(rbm, train, seed: 1);

ExampleSource examples = new(train, batchSize: 100, seed: 1, Binarization.Sampled, Device.Default);
EnergyLearner learner = new(new ContrastiveDivergence(rbm.Machine), new MomentumOptimizer(), examples,
    new EnergyLearningOptions { LearningRate = 0.05 }, seed: 1);
new Trainer(learner, epochs: 15, metrics: []).Run();

double error = ReconstructionError.Of(rbm, new VisibleData(letters.Test!, Binarization.Threshold, seed: 1)).Squared;
Console.WriteLine($"squared error of a letter: {(error < 40 ? "below 40" : $"{error:F1}")}");
