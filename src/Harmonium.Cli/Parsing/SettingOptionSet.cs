using System.CommandLine;

namespace Harmonium.Cli.Parsing;

/// <summary>Settings of a training as options: each option has the name of its setting, and only what is given changes the defaults.</summary>
internal abstract class SettingOptionSet<TSettings>
{
    private readonly List<Option<string?>> _options = [];
    private readonly List<Func<ParseResult, TSettings, TSettings>> _changes = [];

    /// <summary>Adds the options to a command.</summary>
    internal virtual void AddTo(Command command)
    {
        foreach (Option<string?> option in _options)
            command.Options.Add(option);
    }

    /// <summary>Settings with everything changed that a command line gives.</summary>
    internal virtual TSettings Apply(ParseResult parsed, TSettings settings)
    {
        foreach (Func<ParseResult, TSettings, TSettings> change in _changes)
            settings = change(parsed, settings);
        return settings;
    }

    private protected void Word(string setting, string value, string description, Func<TSettings, string, TSettings> change) =>
        Add(setting, value, description, (_, text) => text, change);

    private protected void Whole(string setting, string description, Func<TSettings, int, TSettings> change) =>
        Add(setting, "n", description, Values.Whole, change);

    private protected void Number(string setting, string description, Func<TSettings, double, TSettings> change) =>
        Add(setting, "x", description, Values.Number, change);

    private protected void Choice<T>(string setting, T usual, string description, Func<TSettings, T, TSettings> change)
        where T : struct, Enum
        => Add(setting, "word", $"{description}: {Values.WordsOf<T>()} [{Values.Word(usual)}]", Values.Choice<T>, change);

    private protected void Add<T>(string setting, string value, string description, Func<string, string, T> read, Func<TSettings, T, TSettings> change)
    {
        Option<string?> option = CommonOptions.Text(SettingName.AsOption(setting), value, description);
        _options.Add(option);
        _changes.Add((parsed, settings) => parsed.GetValue(option) is { } text ? change(settings, read(option.Name, text)) : settings);
    }
}
