// An RBM is trained on printed letters without labels, and reconstructs letters from unseen typefaces with few errors.
// Prints: squared error of a letter: below 40
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;

DataSplits letters = Datasets.Letters();
Rbm rbm = Rbm.Train(letters.Train.Split(seed: 1, 4000)[0], new() { Hidden = 100, Epochs = 15, LearningRate = 0.1, Energy = new() { Method = "cd" } });

VisibleData unseen = new(letters.Test!, Binarization.Threshold, seed: 1);
double error = ReconstructionError.Of(rbm.Machine, unseen).Squared;
Console.WriteLine($"squared error of a letter: {(error < 40 ? "below 40" : $"{error:F1}")}");
