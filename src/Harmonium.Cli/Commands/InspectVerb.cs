using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;

namespace Harmonium.Cli.Commands;

/// <summary>Says what a run or a model is.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly Argument<string> _path = new("model") { Description = "the folder of a run, or a model file" };

    /// <inheritdoc/>
    internal override string Name => "inspect";

    /// <inheritdoc/>
    internal override string Summary => "what a run or a model is: layers, parameters, training, metrics, health";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium inspect runs/rbm-letters-1", "a run, also while it trains"),
        ("harmonium inspect model.safetensors --data mnist", "a model file; the data show which hidden units are dead"),
    ];

    /// <inheritdoc/>
    internal override string UsualData => "what the model learned from";

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_path);
        command.Options.Add(common.Data);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        Inspection inspection = new(call, call.Parsed.GetRequiredValue(_path));
        if (call.Json)
        {
            call.JsonOutput.Write(inspection.WriteJson);
            return ExitCode.Done;
        }

        Facts facts = new(call.Terminal.Out);
        inspection.WriteWords(facts);
        facts.Write();
        return ExitCode.Done;
    }
}
