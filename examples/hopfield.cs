// A Hopfield net stores one letter of each kind and recalls all of them when a fifth of the pixels has changed.
// Prints: letters recalled without a wrong pixel: 26 of 26
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

// Letters are alike, which is too much for Hebb's rule; the projection on their span, the default, keeps them apart.
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
