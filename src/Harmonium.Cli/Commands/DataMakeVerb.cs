using System.CommandLine;
using System.Text;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Data.Tables;

namespace Harmonium.Cli.Commands;

/// <summary>Generates a synthetic table, or converts a list of ratings.</summary>
internal sealed class DataMakeVerb : Verb
{
    private static readonly string _names = $"{PeopleTable.Name}, {CurveTable.Name} or {RatingsTable.Name}";

    private readonly Argument<string> _name = new("name") { Description = $"the table: {_names}" };
    private readonly Option<string?> _rows = CommonOptions.Text("--rows", "n", "the number of synthetic rows [default: 5000]");
    private readonly Option<string?> _missing =
        CommonOptions.Text("--missing", "x", "the fraction of missing cells, from 0 to below 1; it does not change the other cells [default: 0]");

    private readonly Option<string?> _items = CommonOptions.Text("--items", "n",
        $"the number of items, the ones with the most ratings [default: {RatingsTable.DefaultItems}]");

    /// <inheritdoc/>
    internal override string Name => "make";

    /// <inheritdoc/>
    internal override string Summary => "generate a synthetic table, or convert a list of ratings to a table, with its schema";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium data make people --missing 0.2 --output people.csv", "write 5,000 people with a fifth of the cells missing to people.csv and people.json"),
        ("harmonium data make people --output truth.csv", "write the same people without missing cells"),
        ("harmonium data make ratings --data list.csv --output ratings.csv", "write one row per user and one column per item"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_name);
        foreach (Option option in (Option[])[_rows, _missing, common.Data, _items, common.Seed, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        string name = call.Parsed.GetRequiredValue(_name);
        string path = call.Output ?? $"{name}.csv";
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--output is “{path}”; expected a path that ends in .csv.", $"See: {call.Path} --help");
        Table table = name switch
        {
            PeopleTable.Name => Drawn(call, name, PeopleTable.Draw),
            CurveTable.Name => Drawn(call, name, CurveTable.Draw),
            RatingsTable.Name => Ratings(call),
            _ => throw new UsageException($"There is no table “{name}”; expected {_names}.", "See: harmonium data make --help"),
        };
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

    private Table Drawn(Call call, string name, Func<int, ulong, Table> draw)
    {
        Refuse(call, name, call.Common.Data, _items);
        double missing = call.Text(_missing) is { } text ? Values.Number(_missing.Name, text) : 0;
        if (missing is not (>= 0 and < 1))
            throw new UsageException($"{_missing.Name} is {missing}; expected a number from 0 to below 1.", $"See: {call.Path} --help");
        return draw(call.Whole(_rows, 5000, 1), call.Seed).WithMissing(missing, call.Seed);
    }

    private Table Ratings(Call call)
    {
        Refuse(call, RatingsTable.Name, _rows, _missing);
        string data = call.Text(call.Common.Data)
            ?? throw new UsageException("The ratings are made from a file.", "Add --data with a CSV file of users, items and ratings, one rating per line.");
        return RatingsTable.Read(data, DataLimits.Default, call.Whole(_items, RatingsTable.DefaultItems, 2));
    }

    private static void Refuse(Call call, string name, params ReadOnlySpan<Option<string?>> options)
    {
        foreach (Option<string?> option in options)
        {
            if (call.Text(option) is not null)
                throw new UsageException($"{option.Name} does not apply to {name}.", $"Omit {option.Name}.");
        }
    }
}
