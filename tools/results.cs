// Writes docs/results.md from docs/results.json, and adds what a command measured to that file.
//
//     dotnet run tools/results.cs                      writes docs/results.md
//     dotnet run tools/results.cs -- check             exits with 1 if docs/results.md is not what the first command writes
//     harmonium reproduce mlp-mnist --json | dotnet run tools/results.cs -- add "Emerald Rapids"
//                                                      updates the results of that recipe, and writes docs/results.md
//     harmonium bench --json | dotnet run tools/results.cs -- add "Emerald Rapids"
//                                                      updates the table of speeds, and writes docs/results.md
//
// The machine is a name of the list "machines" in docs/results.json. A third argument is the command, if it had more options than --json.
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property NoWarn=$(NoWarn);MA0047;MA0048;CS1591
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

string folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "docs");
string dataPath = Path.Combine(folder, "results.json"), pagePath = Path.Combine(folder, "results.md");
JsonObject data = JsonNode.Parse(File.ReadAllText(dataPath))!.AsObject();
switch (args)
{
    case []:
        break;
    case ["check"]:
        bool same = File.ReadAllText(pagePath) == Page.Of(data);
        Console.WriteLine(same ? "docs/results.md is up to date." : "docs/results.md differs from docs/results.json. Run: dotnet run tools/results.cs");
        return same ? 0 : 1;
    case ["add", string machine, .. string[] rest] when rest.Length < 2:
        if (!data["machines"]!.AsArray().Any(known => (string?)known!["name"] == machine))
        {
            Console.Error.WriteLine($"The machine '{machine}' is not in the list \"machines\" of docs/results.json. Add it there.");
            return 2;
        }

        foreach (string line in Console.In.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Records.Add(data, JsonNode.Parse(line)!.AsObject(), machine, rest.FirstOrDefault()) is not { } error)
                continue;
            Console.Error.WriteLine(error);
            return 1;
        }

        File.WriteAllText(dataPath, DataFile.Of(data));
        break;
    default:
        Console.Error.WriteLine("Expected: no arguments, 'check', or 'add MACHINE [COMMAND]' with the output of --json on standard input.");
        return 2;
}

File.WriteAllText(pagePath, Page.Of(data));
return 0;

static string ThisFile([CallerFilePath] string path = "") => path;

/// <summary>Results of commands that are copied into the records.</summary>
internal static class Records
{
    private static string Today => DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Copies one line of --json. Returns null, or the reason why the line cannot be copied.</summary>
    internal static string? Add(JsonObject data, JsonObject run, string machine, string? command) =>
        run["results"] is JsonArray cases ? AddSpeed(data["speed"]!.AsObject(), cases, machine, command)
        : (string?)(run["recipe"] ?? run["chapter"]) is { } id ? AddResults(data, run, id, machine, command)
        : "Expected the output of 'harmonium reproduce RECIPE --json', 'harmonium lecture CHAPTER --json' or 'harmonium bench --json'.";

    /// <summary>Updates the results that docs/results.json lists for a recipe, and names those that it does not list.</summary>
    private static string? AddResults(JsonObject data, JsonObject run, string id, string machine, string? command)
    {
        JsonObject? recipe = data["sections"]!.AsArray().SelectMany(section => section!["recipes"]!.AsArray())
            .FirstOrDefault(recipe => (string?)recipe!["id"] == id)?.AsObject();
        if (recipe is null)
            return $"docs/results.json has no recipe '{id}'. Add it with the names and descriptions of its results.";

        JsonArray results = recipe["results"]!.AsArray();
        Dictionary<string, JsonNode?> measured = run["measured"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value);
        double seconds = (double)run["seconds"]!;
        measured["totalSeconds"] = seconds;
        measured["totalMinutes"] = seconds / 60;
        string seed = run["seed"]!.ToJsonString(), verb = run["recipe"] is null ? "lecture" : "reproduce";
        command ??= $"harmonium {verb} {id}{(seed == "1" ? "" : $" --seed {seed}")}";
        foreach (JsonObject result in results.Select(result => result!.AsObject()))
        {
            if (!measured.Remove((string)result["name"]!, out JsonNode? value) || value is null)
                continue;
            result["value"] = Rounded((double)value, Decimals(result["value"]));
            result["command"] = command;
            result["seed"] = JsonNode.Parse(seed);
            result["date"] = Today;
            result["machine"] = machine;
            Console.WriteLine($"{id}: {result["name"]} = {result["value"]!.ToJsonString()}");
            foreach (string stale in (string[])["error", "interval", "note"])
            {
                if (result.Remove(stale))
                    Console.WriteLine($"{id}: the {stale} of {result["name"]} belonged to the former value and was removed.");
            }
        }

        foreach (string name in measured.Keys.Where(name => !name.StartsWith("total", StringComparison.Ordinal)))
            Console.WriteLine($"{id}: {name} is not listed in docs/results.json.");
        return null;
    }

    /// <summary>Updates the table of speeds. All of its cases must come from one run.</summary>
    private static string? AddSpeed(JsonObject speed, JsonArray cases, string machine, string? command)
    {
        Dictionary<string, JsonNode> measured = cases.ToDictionary(found => (string)found!["name"]!, found => found!);
        JsonObject[] rows = [.. speed["cases"]!.AsArray().Select(listed => listed!.AsObject())];
        if (rows.FirstOrDefault(row => !measured.ContainsKey((string)row["name"]!)) is { } missing)
            return $"{missing["name"]} was not measured. Run 'harmonium bench --json' without --only.";
        speed["command"] = command ?? "harmonium bench --json";
        speed["date"] = Today;
        speed["machine"] = machine;
        speed.Remove("note");
        JsonObject peak = speed["peakGigaflops"]!.AsObject();
        foreach (JsonObject row in rows)
        {
            JsonNode found = measured[(string)row["name"]!];
            double seconds = (double)found["seconds"]!;
            row["seconds"] = Rounded(seconds, 2 - (int)Math.Floor(Math.Log10(seconds)));
            if (found["ratioToPeak"] is not { } ratio)
                continue;
            peak[(int)row["threads"]! == 1 ? "oneThread" : "twoThreads"] = Rounded((double)found["peakGigaflops"]!, 0);
            row["ratioToPeak"] = Rounded((double)ratio, 2);
            row["medianRatioToPeak"] = Rounded((double)ratio * seconds / (double)found["medianSeconds"]!, 2);
        }

        return null;
    }

    /// <summary>The number of decimals of a JSON number; null if it is written with an exponent, or is missing.</summary>
    private static int? Decimals(JsonNode? number)
    {
        string text = number?.ToJsonString() ?? "e";
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return text.Contains('e', StringComparison.OrdinalIgnoreCase) ? null : point < 0 ? 0 : text.Length - point - 1;
    }

    /// <summary>A JSON number with trailing zeros.</summary>
    private static JsonNode Rounded(double value, int? decimals) => JsonNode.Parse(
        decimals is { } count ? value.ToString($"F{count}", CultureInfo.InvariantCulture) : value.ToString("0.0e0", CultureInfo.InvariantCulture))!;
}

/// <summary>The text of docs/results.json: one line for each record.</summary>
internal static class DataFile
{
    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Of(JsonObject data)
    {
        StringBuilder text = new();
        Write(text, data, "");
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, string indent)
    {
        if (node is JsonObject record && (record.ContainsKey("name") || record.ContainsKey("tool") || record.ContainsKey("oneThread")))
        {
            text.Append("{ ").AppendJoin(", ", record.Select(pair => $"\"{pair.Key}\": {Short(pair.Value)}")).Append(" }");
        }
        else if (node is JsonObject members)
        {
            Block(text, '{', '}', indent, members, pair =>
            {
                text.Append('"').Append(pair.Key).Append("\": ");
                Write(text, pair.Value, indent + "  ");
            });
        }
        else if (node is JsonArray items)
        {
            Block(text, '[', ']', indent, items, item => Write(text, item, indent + "  "));
        }
        else
        {
            text.Append(Short(node));
        }
    }

    private static void Block<T>(StringBuilder text, char open, char close, string indent, IEnumerable<T> items, Action<T> write)
    {
        text.Append(open);
        string separator = "\n";
        foreach (T item in items)
        {
            text.Append(separator).Append(indent).Append("  ");
            write(item);
            separator = ",\n";
        }

        text.Append('\n').Append(indent).Append(close);
    }

    private static string Short(JsonNode? node) => node is JsonArray items ? $"[{string.Join(", ", items.Select(Short))}]" : node!.ToJsonString(_readable);
}

/// <summary>The text of docs/results.md.</summary>
internal static class Page
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    internal static string Of(JsonObject data)
    {
        StringBuilder page = new();
        Paragraph(page, "<!-- Written by tools/results.cs from docs/results.json; do not edit. -->");
        Paragraph(page, "# Results");
        Paragraph(page,
            "Each table lists the results of one recipe of `harmonium reproduce`, or of one chapter of `harmonium lecture`. Commands without " +
            "`--threads` use all cores. The same build, seed and CPU type give the same numbers for any number of threads. " +
            "± is the standard error unless a table says otherwise.");
        Paragraph(page, "The records are in [results.json](results.json). After a run, this command updates them and this page:");
        Paragraph(page, "    harmonium reproduce mlp-mnist --json | dotnet run tools/results.cs -- add \"Emerald Rapids\"");
        Table(page, ["machine", "description"], data["machines"]!.AsArray().Select(machine => (string[])[(string)machine!["name"]!, (string)machine["what"]!]));
        foreach (JsonNode? section in data["sections"]!.AsArray())
            Section(page, section!);
        Speed(page, data["speed"]!);
        Peers(page, data["peers"]!);
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void Section(StringBuilder page, JsonNode section)
    {
        Paragraph(page, $"## {section["title"]}");
        Paragraphs(page, section["about"]);
        foreach (JsonNode? recipe in section["recipes"]!.AsArray())
        {
            Paragraph(page, $"### {recipe!["title"]}");
            Paragraphs(page, recipe["about"]);
            if (recipe["results"]!.AsArray() is { Count: > 0 } results)
                Table(page, ["result", "value", "published", "command", "seed", "date", "machine"], results.Select(result => Row(result!)));
            Paragraphs(page, recipe["notes"]);
        }
    }

    private static string[] Row(JsonNode result)
    {
        string unit = result["unit"] is { } named ? $" {named}" : "", note = result["note"] is { } told ? $" ({told})" : "";
        string error = result["error"] is { } deviation ? $" ± {Number(deviation)}" : "";
        string interval = result["interval"] is JsonArray ends ? $" [{Number(ends[0]!)}, {Number(ends[1]!)}]" : "";
        string published = result["published"] is { } other ? $"{Number(other)}{(unit == " %" ? unit : "")} ({result["source"]})" : "";
        return
        [
            $"{result["what"]}{note}".Replace("|", "\\|", StringComparison.Ordinal), $"{Number(result["value"]!)}{error}{interval}{unit}", published,
            $"`{result["command"]}`", $"{result["seed"]}", $"{result["date"]}", $"{result["machine"]}",
        ];
    }

    private static void Speed(StringBuilder page, JsonNode speed)
    {
        Paragraph(page, "## Speed");
        JsonNode peak = speed["peakGigaflops"]!;
        Paragraph(page, $"`{speed["command"]}`, {speed["date"]}, {speed["machine"]}. {speed["note"]}".TrimEnd());
        Paragraph(page, $"The multiply-add peak was {peak["twoThreads"]} GFLOP/s on two threads and {peak["oneThread"]} on one.");
        Paragraphs(page, speed["about"]);
        JsonNode[] cases = [.. speed["cases"]!.AsArray().Select(listed => listed!)];
        Table(page, ["case", "two threads", "share of the peak (median)", "one thread", "share of the peak (median)"],
            cases.GroupBy(listed => (string)listed["what"]!).Select(group => (string[])[group.Key, .. group.SelectMany(Timed)]));
    }

    private static string[] Timed(JsonNode listed)
    {
        string share = listed["ratioToPeak"] is { } ratio ? $"{Number(ratio)} ({Number(listed["medianRatioToPeak"]!)})" : "";
        return [Duration((double)listed["seconds"]!), share];
    }

    private static void Peers(StringBuilder page, JsonNode peers)
    {
        Paragraph(page, "### Comparison with other tools");
        Paragraph(page, $"{peers["date"]}.");
        Paragraphs(page, peers["about"]);
        JsonNode[] cases = [.. peers["cases"]!.AsArray().Select(listed => listed!)];
        string[] tools = [.. cases.Select(listed => (string)listed["tool"]!).Distinct()];
        Table(page, ["case", .. tools], cases.GroupBy(listed => (string)listed["what"]!).Select(group => (string[])
        [
            group.Key, .. tools.Select(tool => group.FirstOrDefault(listed => (string)listed["tool"]! == tool) is { } found ? Seconds(found) : ""),
        ]));
        Paragraphs(page, peers["notes"]);
    }

    private static string Seconds(JsonNode listed) => List(listed["seconds"]!) + (listed["quickest"] is { } quickest ? $" ({List(quickest)})" : "");

    private static string List(JsonNode numbers) => string.Join(", ", numbers.AsArray().Select(number => Number(number!)));

    private static string Duration(double seconds) => seconds switch
    {
        < 1e-3 => $"{(1e6 * seconds).ToString("F1", CultureInfo.InvariantCulture)} µs",
        < 0.2 => $"{(1e3 * seconds).ToString("F2", CultureInfo.InvariantCulture)} ms",
        _ => $"{seconds.ToString("F2", CultureInfo.InvariantCulture)} s",
    };

    /// <summary>The digits of a JSON number as they stand in the file, with a minus sign and a power of ten for readers.</summary>
    private static string Number(JsonNode number)
    {
        string text = number.ToJsonString().Replace('-', '−');
        return text.Split('e') is [string digits, string power] ? $"{digits} · 10{string.Concat(power.Select(Superscript))}" : text;
    }

    private static char Superscript(char character) => character == '−' ? '⁻' : Superscripts[character - '0'];

    private static void Paragraphs(StringBuilder page, JsonNode? texts)
    {
        foreach (JsonNode? text in texts?.AsArray() ?? [])
            Paragraph(page, (string)text!);
    }

    private static void Paragraph(StringBuilder page, string text) => page.Append(text).Append("\n\n");

    private static void Table(StringBuilder page, IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        page.Append("| ").AppendJoin(" | ", columns).Append(" |\n|").Append(string.Concat(columns.Select(_ => "---|"))).Append('\n');
        foreach (string[] row in rows)
            page.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        page.Append('\n');
    }
}
