// Two machines learn digits without labels and become the first layers of a network that is told few labels.
// Prints: from machines fewer errors than from a random start: True
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Data.Sources;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Networks;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;
using Harmonium.Units;

DataLocations locations = DataLocations.From(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));
DataSplits mnist = DataSource.Open("mnist", locations, DataLimits.Default, new DataOptions());
Dataset unlabeled = mnist.Train.Split(seed: 1, 10_000)[0], labeled = unlabeled.Range(0, 500);

RestrictedBoltzmannMachine first = Learn(unlabeled, 200);
Tensor features = unlabeled.Examples.Rows([.. Enumerable.Range(0, unlabeled.Count)]).Multiply(first.Weights)
    .SigmoidWithBias(first.Hidden.Units.Parameters[0].Values);
RestrictedBoltzmannMachine second = Learn(new Dataset("features", new FloatExamples(features), ItemShape.Vector(200)), 200);

double random = ErrorOf(network => { });
double pretrained = ErrorOf(network =>
{
    network.InitializeFrom(0, first);
    network.InitializeFrom(1, second);
});
Console.WriteLine($"from machines fewer errors than from a random start: {pretrained < random}");

static RestrictedBoltzmannMachine Learn(Dataset data, int hidden)
{
    RestrictedBoltzmannMachine rbm = new(new Bernoulli(data.Examples.Columns), new Bernoulli(hidden), Tensor.Zeros(data.Examples.Columns, hidden));
    new RbmInitialization().Apply(rbm, data, seed: 1);
    ExampleSource examples = new(data, batchSize: 100, seed: 1, Binarization.Sampled, Device.Default);
    EnergyLearner learner = new(new ContrastiveDivergence(rbm.Machine), new MomentumOptimizer(), examples,
        new EnergyLearningOptions { LearningRate = 0.05 }, seed: 1);
    new Trainer(learner, epochs: 15, metrics: []).Run();
    return rbm;
}

double ErrorOf(Action<FeedForwardNetwork> start)
{
    FeedForwardNetwork network = new(labeled.Shape, MultilayerPerceptron.Layers([200, 200], outputs: 10, Activation.Logistic), Device.Default);
    network.Initialize(new WeightInitialization(InitializationKind.Xavier), seed: 1);
    start(network);
    NetworkExamples examples = new(labeled, batchSize: 50, seed: 1, Device.Default);
    NetworkLearner learner = new(network, new CrossEntropyLoss(), new AdamOptimizer(), examples, new NetworkLearningOptions { LearningRate = 0.001 }, seed: 1);
    new Trainer(learner, epochs: 60, metrics: []).Run();
    return NetworkEvaluation.Of(network, new CrossEntropyLoss(), mnist.Test!).Error;
}
