using Harmonium.Data.Text;
using Harmonium.Networks;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests.Networks.Recurrent;

public sealed class RecurrentNetworkTests
{
    private const string Verse = "Мой дядя самых честных правил, когда не в шутку занемог.\n";

    public static TheoryData<string> EveryKind { get; } = [.. RecurrentLayer.Kinds.Keys];

    [Theory, MemberData(nameof(EveryKind))]
    public void Reading_in_two_pieces_is_reading_in_one(string kind)
    {
        RecurrentNetwork network = Network(kind);
        int[] codes = network.Alphabet.Encode(Verse);
        Tape tape = new(Device.Default);
        float[] whole = network.Read(tape, codes, network.EmptyState(1)).Value.AsSpan().ToArray();
        IReadOnlyList<Tensor> states = network.EmptyState(1);

        float[] first = network.Read(tape, codes[..20], states).Value.AsSpan().ToArray();
        float[] second = network.Read(tape, codes[20..], states).Value.AsSpan().ToArray();

        float[] pieces = [.. first, .. second];
        for (int i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], pieces[i], 1e-5);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Sequences_of_a_batch_are_independent(string kind)
    {
        RecurrentNetwork network = Network(kind);
        int[] codes = network.Alphabet.Encode(Verse);
        Tape tape = new(Device.Default);
        float[] alone = network.Read(tape, codes[..10], network.EmptyState(1)).Value.AsSpan().ToArray();
        int[] pair = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? codes[i / 2] : codes[30 - (i / 2)])];

        Tensor both = network.Read(tape, pair, network.EmptyState(2)).Value;

        for (int t = 0; t < 10; t++)
        {
            for (int k = 0; k < both.Columns; k++)
                Assert.Equal(alone[(t * both.Columns) + k], both[2 * t, k], 1e-5);
        }
    }

    [Fact]
    public void Long_short_term_memory_follows_its_equations()
    {
        RecurrentNetwork network = Network("lstm", 3);
        Dictionary<string, Tensor> p = network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values);
        int[] codes = network.Alphabet.Encode("Мой");
        Tensor sums = network.Read(new Tape(Device.Default), codes, network.EmptyState(1)).Value;

        double[] h = new double[3], c = new double[3];
        foreach ((int t, int code) in codes.Index())
        {
            double Sum(int k) => p["layers.0.weights"][code, k] + p["layers.0.bias"][k] + Enumerable.Range(0, 3).Sum(j => h[j] * p["layers.0.recurrent"][j, k]);
            double Logistic(double x) => 1 / (1 + Math.Exp(-x));
            double[] cells = [.. Enumerable.Range(0, 3).Select(j => (Logistic(Sum(3 + j)) * c[j]) + (Logistic(Sum(j)) * Math.Tanh(Sum(9 + j))))];
            double[] outputs = [.. Enumerable.Range(0, 3).Select(j => Logistic(Sum(6 + j)) * Math.Tanh(cells[j]))];
            (h, c) = (outputs, cells);
            for (int k = 0; k < network.Alphabet.Count; k++)
                Assert.Equal(p["output.bias"][k] + Enumerable.Range(0, 3).Sum(j => h[j] * p["output.weights"][j, k]), sums[t, k], 1e-5);
        }
    }

    [Fact]
    public void The_loss_of_an_untrained_network_is_the_logarithm_of_its_alphabet_size_per_character()
    {
        CharacterText text = CharacterText.From("verse", Verse);
        RecurrentNetwork network = new(text.Alphabet, [new LstmLayer(4)], Device.Default);

        TextEvaluation evaluation = TextEvaluation.Of(network, text, TestContext.Current.CancellationToken);

        Assert.Equal(Math.Log(text.Alphabet.Count), evaluation.NatsPerCharacter, 1e-5);
        Assert.Equal(Math.Log2(text.Alphabet.Count), evaluation.BitsPerCharacter, 1e-5);
        Assert.Equal(Verse.Length - 1, evaluation.Characters);
    }

    [Fact]
    public void A_network_writes_a_line_it_has_learned_by_heart()
    {
        TextLearner learner = SmallNetworks.Text(new LstmLayer(32), string.Concat(Enumerable.Repeat(Verse, 12)));
        SmallNetworks.Train(learner, 0, 400);

        Assert.Equal(Verse, TextGenerator.Write(learner.Network, Verse[..9], Verse.Length - 9, 0, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Equal_seeds_write_equal_texts_and_others_do_not()
    {
        RecurrentNetwork network = Network("gru");

        Assert.Equal(TextGenerator.Write(network, "Мой", 40, 1, 5, TestContext.Current.CancellationToken),
            TextGenerator.Write(network, "Мой", 40, 1, 5, TestContext.Current.CancellationToken));
        Assert.NotEqual(TextGenerator.Write(network, "Мой", 40, 1, 5, TestContext.Current.CancellationToken),
            TextGenerator.Write(network, "Мой", 40, 1, 6, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Draws_at_temperature_one_have_the_probabilities_of_the_softmax()
    {
        CharacterText text = CharacterText.From("two", "ab");
        RecurrentNetwork network = new(text.Alphabet, [new ElmanLayer(1)], Device.Default);
        // Without weights the bias alone decides: p(b) = σ(1).
        network.Parameters[^1].Values[1] = 1;
        const int Length = 20_000;

        string written = TextGenerator.Write(network, "a", Length, 1, 9, TestContext.Current.CancellationToken);

        double expected = 1 / (1 + Math.Exp(-1.0)), share = written[1..].Count(character => character == 'b') / (double)Length;
        Assert.Equal(expected, share, 4 * Math.Sqrt(expected * (1 - expected) / Length));
    }

    [Fact]
    public void An_unknown_character_in_a_prompt_is_named()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            TextGenerator.Write(Network("elman"), "Q", 1, 1, 1, TestContext.Current.CancellationToken));

        Assert.Contains("'Q' (U+0051)", exception.Message, StringComparison.Ordinal);
    }

    private static RecurrentNetwork Network(string kind, int units = 6)
    {
        RecurrentNetwork network = new(Alphabet.Of(Verse), [RecurrentLayer.Kinds[kind](units)], Device.Default);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier, 2), 3);
        return network;
    }
}
