// One step of contrastive divergence (CD-1; Hinton 2002) in tensor operations, and the same step by EnergyLearner.
// Prints: the two steps agree to 1e-6: True
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

const int Batch = 100;
const float Rate = 0.05f;
Dataset letters = Datasets.Letters().Train;
RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(letters.Examples.Columns, hidden: 64);
new RbmInitialization { WeightScale = 0.1 }.Apply(rbm, letters, seed: 1);
ExampleSource examples = new(letters, Batch, seed: 1, Binarization.Sampled, Device.Default);

// By hand: a, b and W are the visible biases, the hidden biases and the weights, [visible, hidden]. The layers of the machine, visible 0 and hidden 1,
// draw from branches of the stream of the step: 1 for h0, and 2 · 1 + 0 for v1, the visible layer in sweep 1.
Tensor a = ((Bernoulli)rbm.Visible.Units).Bias.Clone(), b = ((Bernoulli)rbm.Hidden.Units).Bias.Clone(), W = rbm.Weights.Clone();
RandomStream random = RandomStream.For(seed: 1, Purpose.Gibbs, step: 0);
Tensor v0 = examples.StatesOf(step: 0).AsTensor();
Tensor p0 = v0.Multiply(W).SigmoidWithBias(b);
Tensor h0 = v0.Multiply(W).SampleSigmoid(b, random.At(1)).AsTensor();
Tensor v1 = h0.Multiply(W, transposeRight: true).SampleSigmoid(a, random.At(2)).AsTensor();
Tensor p1 = v1.Multiply(W).SigmoidWithBias(b);

// W += rate (<v0 p0> - <v1 p1>), a += rate (<v0> - <v1>), b += rate (<p0> - <p1>), with <> the mean over the batch.
v0.Multiply(p0, transposeLeft: true, into: W, scale: Rate / Batch, accumulate: true);
v1.Multiply(p1, transposeLeft: true, into: W, scale: -Rate / Batch, accumulate: true);
Tensor ones = Tensor.Filled(1, 1, Batch);
a.AddScaled(ones.Multiply(v0.Clone().AddScaled(v1, -1)).Reshape(a.Count), Rate / Batch);
b.AddScaled(ones.Multiply(p0.Clone().AddScaled(p1, -1)).Reshape(b.Count), Rate / Batch);

// By the learner.
EnergyLearningOptions options = new() { LearningRate = Rate, Offsets = OffsetKind.None };
new EnergyLearner(new ContrastiveDivergence(rbm.Machine), new MomentumOptimizer(), examples, options, seed: 1).Step(new TrainingTime(0, 0, 1));

float difference = rbm.Machine.Parameters.Zip([W, a, b], (parameter, hand) => hand.AddScaled(parameter.Values, -1).LargestMagnitude()).Max();
Console.WriteLine($"the two steps agree to 1e-6: {(difference < 1e-6 ? "True" : $"{difference:E1}")}");
