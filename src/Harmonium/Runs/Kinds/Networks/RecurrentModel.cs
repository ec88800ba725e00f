using System.Text.Json;
using Harmonium.Data;
using Harmonium.Data.Text;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>A recurrent network as a model: <c>{"kind":"text","alphabet":"abc…","layers":[{"kind":"lstm","units":256}]}</c>.</summary>
/// <param name="kind">The model kind.</param>
/// <param name="network">The network.</param>
internal sealed class RecurrentModel(ModelKind kind, RecurrentNetwork network) : TrainedModel
{
    /// <summary>The network.</summary>
    public RecurrentNetwork Network => network;

    /// <inheritdoc/>
    public override ModelKind Kind => kind;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => network.Parameters;

    /// <inheritdoc/>
    public override Device Device => network.Device;

    /// <inheritdoc/>
    public override ItemShape? Shape => null;

    /// <inheritdoc/>
    public override LanguageModel TextModel { get; } = new Characters(network);

    /// <inheritdoc/>
    public override JsonElement Describe() => JsonObjects.Of(json =>
    {
        json.WriteString("kind", Kind.Name);
        json.WriteString("alphabet", network.Alphabet.ToString());
        json.WriteStartArray("layers");
        foreach (RecurrentLayer layer in network.Layers)
        {
            json.WriteStartObject();
            json.WriteString("kind", layer.Kind);
            json.WriteNumber("units", layer.Units);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private sealed class Characters(RecurrentNetwork network) : LanguageModel
    {
        public override Alphabet Alphabet => network.Alphabet;

        public override TextEvaluation Evaluate(CharacterText text, CancellationToken cancel = default) => TextEvaluation.Of(network, text, cancel);

        public override string Write(string prompt, int length, double temperature, ulong seed, CancellationToken cancel = default) =>
            TextGenerator.Write(network, prompt, length, temperature, seed, cancel);
    }
}
