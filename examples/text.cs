// Long short-term memory learns a rhyme by heart, in Russian, and goes on when it is given the beginning.
// Prints: правил, когда не в шутку занемог.
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium.Data.Text;
using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;

const string Verse = "Мой дядя самых честных правил, когда не в шутку занемог.\n";
CharacterText text = CharacterText.From("verse", string.Concat(Enumerable.Repeat(Verse, 20)));

RecurrentNetwork network = new(text.Alphabet, [new LstmLayer(64)], Device.Default);
network.Initialize(new WeightInitialization(InitializationKind.Xavier), seed: 1);

TextStreams streams = new(text, batch: 8, window: 20);
TextLearner learner = new(network, new AdamOptimizer(), streams, new NetworkLearningOptions { LearningRate = 0.01, GradientNorm = 5 }, seed: 1);
new Trainer(learner, epochs: 60, metrics: []).Run();

const string Prompt = "Мой дядя самых честных ";
string written = TextGenerator.Write(network, Prompt, Verse.Length - Prompt.Length, temperature: 0, seed: 1);
Console.WriteLine(written[Prompt.Length..].TrimEnd());
