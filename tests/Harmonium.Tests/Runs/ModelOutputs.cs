using Harmonium.Data.Preprocessing;
using Harmonium.Data.Tables;
using Harmonium.Data.Text;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Sampling;

namespace Harmonium.Tests.Runs;

/// <summary>Applies the capabilities of a model of any kind to data.</summary>
internal static class ModelOutputs
{
    private const int Rows = 5;

    /// <summary>Returns every capability of the model, with a function that applies it to data and returns numbers.</summary>
    internal static IReadOnlyList<(ModelParts Part, Func<double[]> Output)> Of(TrainedModel model, TrainingData data)
    {
        List<(ModelParts, Func<double[]>)> parts = [];
        if (model.Encoder is { } encoder)
            parts.Add((ModelParts.Encoder, () => Numbers(encoder.Transform(First(data)))));
        if (model.Classifier is { } classifier)
            parts.Add((ModelParts.Classifier, () =>
                [.. classifier.Probabilities(data.Examples!.Train).SelectMany(Numbers), classifier.Judge(data.Examples!.Train).CrossEntropy]));
        if (model.Sampler is { } sampler)
            parts.Add((ModelParts.Sampler, () => Sampled(sampler, data)));
        if (model.Density is { } density)
            parts.Add((ModelParts.Density, () => Measured(density, data, model.CellCompleter is null ? Binarization.Static : Binarization.None)));
        if (model.Completer is { } completer)
            parts.Add((ModelParts.Completer, () => Completed(completer, First(data).AsTensor())));
        if (model.CellCompleter is { } cells)
            parts.Add((ModelParts.CellCompleter, () => Completed(cells, TableOf(data))));
        if (model.TextModel is { } text)
            parts.Add((ModelParts.TextModel, () => Written(text, data.Text!.Train)));
        if (model.Memory is { } memory)
            parts.Add((ModelParts.Memory, () => [.. memory.Network.Energy(Bits(data)), .. Numbers(memory.Network.Fields(Bits(data)))]));
        return parts;
    }

    private static double[] Measured(Density density, TrainingData data, Binarization binarization) =>
        [.. density.FreeEnergy(First(data)), density.Evaluate(new VisibleData(data.Examples!.Train, binarization)).LogPartition.Low];

    private static States First(TrainingData data) => States.From(data.Examples!.Train.Examples.Rows([.. Enumerable.Range(0, Rows)]));

    private static Tensor Bits(TrainingData data)
    {
        Tensor bits = First(data).AsTensor().Contiguous().Clone();
        foreach (ref float x in bits.AsSpan())
            x = x > 0.5f ? 1 : 0;
        return bits;
    }

    private static Table TableOf(TrainingData data) => new("first", data.Schema!, data.Examples!.Train.Examples.Rows([0, 1]));

    private static double[] Sampled(Sampler sampler, TrainingData data)
    {
        SampleChains free = sampler.Start(Rows, RandomStream.For(1, Purpose.Gibbs)),
            begun = sampler.Start(Rows, RandomStream.For(1, Purpose.Gibbs), First(data));
        for (int sweep = 1; sweep <= 3; sweep++)
        {
            free.Sweep(RandomStream.For(2, Purpose.Gibbs), sweep);
            begun.Sweep(RandomStream.For(2, Purpose.Gibbs), sweep);
        }

        return [.. Numbers(free.States.AsTensor()), .. Numbers(free.Means), .. Numbers(begun.Means), free.MeanFreeEnergy ?? 0];
    }

    private static double[] Completed(Completer completer, Tensor given)
    {
        Tensor known = Tensor.Zeros(given.Columns);
        known.AsSpan()[..(given.Columns / 2)].Fill(1);
        return Numbers(completer.Complete(given, known, sweeps: 4, draws: 0, RandomStream.For(1, Purpose.Gibbs)).Means);
    }

    private static double[] Completed(CellCompleter cells, Table table)
    {
        Table asked = table.WithMissing(0.5, 1);
        TableCompletion completion = cells.Complete(asked, new TableCompletionOptions { WarmUp = 2, Sweeps = 4 });
        return [.. completion.Cells.Order().Select(cell => completion.Value(cell.Row, cell.Column))];
    }

    private static double[] Written(LanguageModel model, CharacterText text)
    {
        string beginning = text.Alphabet.ToString()[..3];
        return [model.Evaluate(text).BitsPerCharacter, .. model.Write(beginning, 30, 1, 3).Select(character => (double)character)];
    }

    private static double[] Numbers(Tensor tensor) => [.. tensor.Contiguous().AsSpan().ToArray().Select(x => (double)x)];
}
