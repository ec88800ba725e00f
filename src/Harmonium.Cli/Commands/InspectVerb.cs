using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;

namespace Harmonium.Cli.Commands;

/// <summary>Shows the properties of a run or a model.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly Argument<string> _path =
        new("model") { Description = "a run folder, a model file, or a file with the weights of an RBM (safetensors, NPZ)" };

    /// <inheritdoc/>
    internal override string Name => "inspect";

    /// <inheritdoc/>
    internal override string Summary => "show the layers, settings, metrics and diagnostics of a run or a model";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium inspect runs/rbm-letters-1", "inspect a run, even during training"),
        ("harmonium inspect model.safetensors --data mnist", "inspect a model file and find its dead hidden units on the given data"),
    ];

    /// <inheritdoc/>
    internal override string DefaultData => "the training data of the model";

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_path);
        command.Options.Add(common.Data);
        command.Options.Add(common.Orientation);
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
