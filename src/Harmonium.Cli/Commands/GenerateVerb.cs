using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Commands;

/// <summary>Lets a trained recurrent network write.</summary>
internal sealed class GenerateVerb : Verb
{
    private const int UsualLength = 1000;
    private const double UsualTemperature = 0.7;
    private readonly Argument<string> _model = new("model") { Description = "the folder of a run of train text, or its model file" };
    private readonly Option<string?> _prompt = CommonOptions.Text("--prompt", "text", "what the text begins with [nothing]");
    private readonly Option<string?> _length = CommonOptions.Text("--length", "n", $"how many characters to write [{UsualLength}]");
    private readonly Option<string?> _temperature = CommonOptions.Text("--temperature", "x",
        $"below 1 the likely becomes likelier; 0 takes the likeliest [{UsualTemperature}]");

    /// <inheritdoc/>
    internal override string Name => "generate";

    /// <inheritdoc/>
    internal override string Summary => "let a recurrent network write, with a prompt and a temperature";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium generate runs/text-novel-1 --prompt \"It was \" --length 500", "half a page"),
        ("harmonium generate runs/text-novel-1 --temperature 1 --seed 2", "freer, and another text"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_model);
        foreach (Option option in (Option[])[_prompt, _length, _temperature, common.Seed, common.Threads])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        using Interruption interruption = call.Terminal.Listen();
        LoadedModel model = LoadedModel.Open(call, call.Parsed.GetRequiredValue(_model));
        LanguageModel text = model.Need(call, model.Model.TextModel, ModelParts.TextModel);
        double temperature = call.Text(_temperature) is { } given ? Values.Number(_temperature.Name, given) : UsualTemperature;
        string prompt = call.Text(_prompt) ?? "", written;
        try
        {
            written = text.Write(prompt, call.Whole(_length, UsualLength, 0), temperature, call.Seed, interruption.Token);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message.Split(" (Parameter", 2)[0], $"See: {call.Path} --help");
        }

        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("prompt", prompt);
                json.WriteString("text", written);
                json.WriteNumber("temperature", temperature);
                json.WriteNumber("seed", call.Seed);
            });
        }
        else
        {
            call.Terminal.Out.WriteLine(written);
        }

        return ExitCode.Done;
    }
}
