// A Hopfield net stores one letter of each kind and recalls all of them when a fifth of the pixels has changed.
// Prints: letters recalled without a wrong pixel: 26 of 26
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Data.Sources;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

Dataset letters = DataSource.Open("letters", new DataLocations(null, ""), DataLimits.Default, new DataOptions()).Train;
Tensor stored = ClassSpread.ToBits(ClassSpread.Take(letters, 26, seed: 1));
foreach (ref float pixel in stored.AsSpan())
    pixel = (2 * pixel) - 1;

// Letters are alike, which is too much for Hebb's rule; the projection on their span keeps them apart.
HopfieldNetwork net = HopfieldNetwork.Store(stored, new StorageOptions { Rule = StorageRule.PseudoInverse });

Tensor noisy = stored.Clone();
RandomStream random = RandomStream.For(1, Purpose.General);
for (int letter = 0; letter < noisy.Rows; letter++)
{
    for (int pixel = 0; pixel < noisy.Columns; pixel++)
    {
        if (random.Bernoulli(0.2f, letter, pixel))
            noisy[letter, pixel] *= -1;
    }
}

Tensor recalled = net.Recall(noisy).States;
int exact = Enumerable.Range(0, stored.Rows).Count(letter => recalled.Row(letter).SequenceEqual(stored.Row(letter)));
Console.WriteLine($"letters recalled without a wrong pixel: {exact} of {stored.Rows}");
