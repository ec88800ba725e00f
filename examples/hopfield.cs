// A Hopfield network stores one letter of each class and recalls all of them after a fifth of the pixels is flipped.
// Prints: letters recalled without a wrong pixel: 26 of 26
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

// Letters are too similar to each other for Hebb's rule; the pseudo-inverse rule, the default, stores them all.
Dataset letters = ClassSpread.Take(Datasets.Letters().Train, 26, seed: 1);
Hopfield net = Hopfield.Train(letters);

Tensor stored = ClassSpread.ToBits(letters);
RandomStream random = RandomStream.For(1, Purpose.General);
float[,] noisy = new float[stored.Rows, stored.Columns];
for (int letter = 0; letter < stored.Rows; letter++)
{
    for (int pixel = 0; pixel < stored.Columns; pixel++)
        noisy[letter, pixel] = random.Bernoulli(0.2f, letter, pixel) ? 1 - stored[letter, pixel] : stored[letter, pixel];
}

float[,] recalled = net.Recall(noisy);
bool IsExact(int letter) => Enumerable.Range(0, stored.Columns).All(pixel => recalled[letter, pixel] == stored[letter, pixel]);
int exact = Enumerable.Range(0, stored.Rows).Count(IsExact);
Console.WriteLine($"letters recalled without a wrong pixel: {exact} of {stored.Rows}");
