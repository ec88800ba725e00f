// An LSTM memorizes a Russian verse and continues it from a prompt.
// Prints: правил, когда не в шутку занемог.
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium;

const string Verse = "Мой дядя самых честных правил, когда не в шутку занемог.\n";
const string Prompt = "Мой дядя самых честных ";

string text = string.Concat(Enumerable.Repeat(Verse, 20));
TextModel model = TextModel.Train(text, new() { Units = 64, Window = 20, Batch = 8, Epochs = 60, LearningRate = 0.01, Data = new() });
string written = model.Generate(Prompt, Verse.Length - Prompt.Length, temperature: 0);
Console.WriteLine(written[Prompt.Length..].TrimEnd());
