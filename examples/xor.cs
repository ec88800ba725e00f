// A network with one hidden layer learns XOR from four examples.
// Prints: wrong answers: 0
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium;

float[,] corners = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
int[] answers = [0, 1, 1, 0];
Mlp network = Mlp.Train(Datasets.From(corners, answers), new() { Hidden = "8", Activation = "tanh", Batch = 4, Epochs = 200, LearningRate = 0.05 });
Console.WriteLine($"wrong answers: {network.Predict(corners).Zip(answers).Count(pair => pair.First != pair.Second)}");
