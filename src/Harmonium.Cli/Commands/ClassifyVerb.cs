using System.CommandLine;
using System.Text;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Commands;

/// <summary>Predicts the class of every example.</summary>
internal sealed class ClassifyVerb : ModelVerb
{

    /// <inheritdoc/>
    internal override string Name => "classify";

    /// <inheritdoc/>
    internal override string Summary => "predict the class of every example with its probability, as CSV or JSON";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium classify runs/classifier-rbm-mnist-1", "classify the test digits and show their labels"),
        ("harmonium classify runs/classifier-rbm-mnist-1 --data photos/ --output classes.csv", "classify the images of a folder and write a CSV file"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Split, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    private protected override void Apply(Call call, LoadedModel model, CancellationToken cancel)
    {
        Classifier classifier = model.Need(call, model.Model.Classifier, ModelParts.Classifier);
        (string split, Dataset data) = ChosenSplit.Of(model.Examples(call), call.Text(call.Common.Split));
        data = classifier.Fitted(data);
        List<(int Class, double Probability)> classes = [.. classifier.Predict(data, cancel)];
        Tell(call, split, data, classifier.NamesWith(data), classes);
    }

    private static void Tell(Call call, string split, Dataset data, IReadOnlyList<string> names, List<(int Class, double Probability)> classes)
    {
        ResultTable table = new(data.RowIds);
        table.Add("class", row => names[classes[row].Class]);
        table.Add("probability", row => classes[row].Probability);
        if (data.Labels is { } labels)
            table.Add("label", row => data.ClassName(labels[row]));
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                table.WriteJson(json, "classes");
                json.WriteNumber("count", classes.Count);
                if (data.Labels is { } known)
                    json.WriteFinite("error", (double)classes.Where((found, i) => found.Class != known[i]).Count() / Math.Max(1, classes.Count));
            });
        }
        else if (call.Output is { } path)
        {
            ResultFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(table.Csv())));
        }
        else
        {
            call.Terminal.Out.Write(table.Csv());
        }

        call.Say($"{classes.Count} examples of {data.Name}, {split} split" +
            $"{(call.Output is { } to && !call.Json ? $", classes written to {ShownPath.Of(to)}" : "")}");
    }
}
