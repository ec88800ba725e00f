using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
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
        if (call.Json)
            call.JsonOutput.Write(json => WriteJson(json, names, data, classes));
        else if (call.Output is { } path)
            ResultFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(Csv(names, data, classes))));
        else
            call.Terminal.Out.Write(Csv(names, data, classes));
        call.Say($"{classes.Count} examples of {data.Name}, {split} split" +
            $"{(call.Output is { } to && !call.Json ? $", classes written to {ShownPath.Of(to)}" : "")}");
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<string> names, Dataset data, List<(int Class, double Probability)> classes)
    {
        json.WriteStartArray("classes");
        for (int i = 0; i < classes.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("class", names[classes[i].Class]);
            json.WriteFinite("probability", classes[i].Probability);
            if (data.Labels is { } labels)
                json.WriteString("label", data.ClassName(labels[i]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("count", classes.Count);
        if (data.Labels is { } known)
            json.WriteFinite("error", (double)classes.Where((found, i) => found.Class != known[i]).Count() / Math.Max(1, classes.Count));
    }

    private static string Csv(IReadOnlyList<string> names, Dataset data, List<(int Class, double Probability)> classes)
    {
        StringBuilder text = new(data.Labels is null ? "class,probability\n" : "class,probability,label\n");
        for (int i = 0; i < classes.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{CsvText.Field(names[classes[i].Class])},{(float)classes[i].Probability}");
            if (data.Labels is { } labels)
                text.Append(',').Append(CsvText.Field(data.ClassName(labels[i])));
            text.Append('\n');
        }

        return text.ToString();
    }
}
