using System.CommandLine;
using System.Text;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data.Tables;

namespace Harmonium.Cli.Commands;

/// <summary>Generates a synthetic table.</summary>
internal sealed class DataMakeVerb : Verb
{
    private readonly Argument<string> _name = new("name") { Description = $"the name of the table: {PeopleTable.Name}" };
    private readonly Option<string?> _rows = CommonOptions.Text("--rows", "n", "the number of rows [default: 5000]");
    private readonly Option<string?> _missing =
        CommonOptions.Text("--missing", "x", "the fraction of missing cells, from 0 to below 1; it does not change the other cells [default: 0]");

    /// <inheritdoc/>
    internal override string Name => "make";

    /// <inheritdoc/>
    internal override string Summary => "generate a synthetic table with columns of every type, and its schema";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium data make people --missing 0.2 --output people.csv", "write 5,000 people with a fifth of the cells missing to people.csv and people.json"),
        ("harmonium data make people --output truth.csv", "write the same people without missing cells"),
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
            throw new UsageException($"There is no synthetic table “{name}”; expected {PeopleTable.Name}.", "See: harmonium data make --help");
        string path = call.Output ?? $"{name}.csv";
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--output is “{path}”; expected a path that ends in .csv.", $"See: {call.Path} --help");
        double missing = call.Text(_missing) is { } text ? Values.Number(_missing.Name, text) : 0;
        if (missing is not (>= 0 and < 1))
            throw new UsageException($"{_missing.Name} is {missing}; expected a number from 0 to below 1.", $"See: {call.Path} --help");
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
            { "rows", $"{table.Count} with {table.Schema.Columns.Count} cells each, {table.Missing} cells missing" } }.Write();
        return ExitCode.Done;
    }
}
