using System.CommandLine;
using System.Text;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data.Tables;

namespace Harmonium.Cli.Commands;

/// <summary>Makes a table of data up.</summary>
internal sealed class DataMakeVerb : Verb
{
    private readonly Argument<string> _name = new("name") { Description = $"the table: {PeopleTable.Name}" };
    private readonly Option<string?> _rows = CommonOptions.Text("--rows", "n", "how many rows [5000]");
    private readonly Option<string?> _missing =
        CommonOptions.Text("--missing", "x", "the share of the cells that are missing, 0 to 1; the others are the same whatever it is [0]");

    /// <inheritdoc/>
    internal override string Name => "make";

    /// <inheritdoc/>
    internal override string Summary => "make up a table with columns of every kind, and its schema, the same for everyone with the same seed";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium data make people --missing 0.2 --output people.csv", "5,000 people, a fifth of the cells missing; writes people.csv and people.json"),
        ("harmonium data make people --output truth.csv", "the same people, nothing missing"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_name);
        foreach (Option option in (Option[])[_rows, _missing, common.Seed, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        string name = call.Parsed.GetRequiredValue(_name);
        if (name != PeopleTable.Name)
            throw new UsageException($"There is no made-up table “{name}”; there is {PeopleTable.Name}.", "See: harmonium data make --help");
        string path = call.Output ?? $"{name}.csv";
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--output {path} does not end in .csv, which is what is written.", $"See: {call.Path} --help");
        double missing = call.Text(_missing) is { } text ? Values.Number(_missing.Name, text) : 0;
        if (missing is not (>= 0 and < 1))
            throw new UsageException($"{_missing.Name} is {missing}; expected is a number from 0 to below 1.", $"See: {call.Path} --help");
        Table table = PeopleTable.Draw(call.Whole(_rows, 5000, 1), call.Seed).WithMissing(missing, call.Seed);
        string schema = Path.ChangeExtension(path, ".json");
        ResultFile.Write(path, file => TableFile.Write(table, file));
        ResultFile.Write(schema, file => file.Write(Encoding.UTF8.GetBytes(table.Schema.ToJson())));
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("output", path);
                json.WriteString("schema", schema);
                json.WriteNumber("rows", table.Count);
                json.WriteNumber("missing", table.Missing);
            });
            return ExitCode.Done;
        }

        new Facts(call.Terminal.Out) { { "table", path }, { "schema", schema },
            { "rows", $"{table.Count} of {table.Schema.Columns.Count} cells, {table.Missing} missing" } }.Write();
        return ExitCode.Done;
    }
}
