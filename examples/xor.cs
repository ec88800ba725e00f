// XOR by a network of two layers, learned from four examples.
// Prints: wrong answers: 0
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium.Data;
using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;

Tensor corners = Tensor.From([0, 0, 0, 1, 1, 0, 1, 1], 4, 2);
Dataset data = new("xor", new FloatExamples(corners), ItemShape.Vector(2)) { Labels = [0, 1, 1, 0] };

FeedForwardNetwork network = new(data.Shape, MultilayerPerceptron.Layers([8], outputs: 2, Activation.Tanh), Device.Default);
network.Initialize(new WeightInitialization(InitializationKind.Xavier), seed: 1);

NetworkExamples examples = new(data, batchSize: 4, seed: 1, Device.Default);
NetworkLearner learner = new(network, new CrossEntropyLoss(), new AdamOptimizer(), examples, new NetworkLearningOptions { LearningRate = 0.05 }, seed: 1);
new Trainer(learner, epochs: 200, metrics: []).Run();

NetworkEvaluation evaluation = NetworkEvaluation.Of(network, new CrossEntropyLoss(), data);
Console.WriteLine($"wrong answers: {evaluation.Errors}");
