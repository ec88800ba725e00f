using System.CommandLine;
using System.CommandLine.Parsing;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Cli.Parsing;

/// <summary>The command-line options of the settings of a kind: one option per setting, and <c>--stage</c> for settings of single stages.</summary>
internal sealed class SettingOptions
{
    /// <summary>The option for settings of single stages.</summary>
    internal const string StageOption = "--stage";

    private readonly SettingsSchema _schema;
    private readonly Dictionary<Option<string?>, Setting> _options = [];
    private readonly Dictionary<Option<string?>, Setting[]> _everyStage = [];
    private readonly Option<string[]>? _stage;

    /// <summary>Creates the options of a schema, except the seed, which is a common option.</summary>
    internal SettingOptions(SettingsSchema schema)
    {
        _schema = schema;
        foreach (Setting setting in schema.All.Where(setting => setting.Stage.Length == 0 && setting.Name != "seed"))
        {
            Option<string?> option = CommonOptions.Text(SettingName.AsOption(setting.Name), setting.ValueName, Meaning(setting));
            foreach (string alias in setting.Aliases)
                option.Aliases.Add(SettingName.AsOption(alias));
            if (setting.IsFlag)
                (option.Arity, option.HelpName) = (ArgumentArity.ZeroOrOne, null);
            _options.Add(option, setting);
        }

        Setting[] staged = [.. schema.All.Where(setting => setting.Stage.Length > 0)];
        if (staged.Length == 0)
            return;
        foreach (IGrouping<string, Setting> shared in staged.GroupBy(setting => setting.LocalName).Where(group => schema.Find(group.Key) is null))
        {
            Option<string?> option = CommonOptions.Text(SettingName.AsOption(shared.Key), shared.First().ValueName,
                SettingName.InMessage(shared.First().Description));
            foreach (string alias in shared.First().LocalAliases)
                option.Aliases.Add(SettingName.AsOption(alias));
            if (shared.First().IsFlag)
                (option.Arity, option.HelpName) = (ArgumentArity.ZeroOrOne, null);
            _everyStage.Add(option, [.. shared]);
        }

        Setting first = staged.FirstOrDefault(setting => setting.LocalName == "epochs") ?? staged[0];
        string example = $"{SettingName.AsWord(first.Name)}={first.DefaultText}";
        _stage = new Option<string[]>(StageOption)
        {
            Description = $"a setting of one stage ({string.Join(" or ", staged.Select(setting => SettingName.AsWord(setting.Stage[..^1])).Distinct())}), " +
                $"such as {example}; can be repeated",
            HelpName = "stage.setting=value",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        StageMeanings = [.. staged.Select(setting => (SettingName.AsWord(setting.Name), Meaning(setting)))];
    }

    /// <summary>The settings of stages with their descriptions, for the help.</summary>
    internal IReadOnlyList<(string Name, string Meaning)> StageMeanings { get; } = [];

    /// <summary>Returns the heading of an option in the help; null for options that are not settings.</summary>
    internal string? GroupOf(Option option) => option is not Option<string?> text ? option == _stage ? "Settings of one stage" : null
        : _options.TryGetValue(text, out Setting? setting) ? setting.Group
        : _everyStage.ContainsKey(text) ? "Settings of all stages" : null;

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option<string?> option in _options.Keys.Concat(_everyStage.Keys))
            command.Options.Add(option);
        if (_stage is not null)
            command.Options.Add(_stage);
    }

    /// <summary>Returns the defaults, changed by the options on the command line.</summary>
    /// <exception cref="Errors.ConfigurationException">A value has the wrong type.</exception>
    internal KindSettings Read(ParseResult parsed, ulong seed)
    {
        List<KeyValuePair<string, string>> words = [KeyValuePair.Create("seed", $"{seed}")];
        foreach ((Option<string?> option, Setting setting) in _options)
        {
            if (parsed.GetResult(option) is OptionResult { Implicit: false })
                words.Add(KeyValuePair.Create(setting.Name, parsed.GetValue(option) ?? "true"));
        }

        foreach ((Option<string?> option, Setting[] settings) in _everyStage)
        {
            if (parsed.GetResult(option) is OptionResult { Implicit: false })
                words.AddRange(settings.Select(setting => KeyValuePair.Create(setting.Name, parsed.GetValue(option) ?? "true")));
        }

        if (_stage is not null)
            words.AddRange(StageWords(parsed.GetValue(_stage) ?? []));
        return (KindSettings)_schema.With(_schema.Defaults, words);
    }

    /// <summary>Parses the values of <c>--stage</c>.</summary>
    /// <exception cref="UsageException">A value is not of the form stage.setting=value.</exception>
    internal static IEnumerable<KeyValuePair<string, string>> StageWords(IEnumerable<string> given)
    {
        foreach (string word in given)
        {
            int equals = word.IndexOf('=');
            if (equals < 1)
                throw new UsageException($"{StageOption} is “{word}”; expected stage.setting=value.",
                    $"For example: {StageOption} pretraining.epochs=50");
            yield return KeyValuePair.Create(SettingName.OfWord(word[..equals]), word[(equals + 1)..]);
        }
    }

    private static string Meaning(Setting setting)
    {
        bool listed = setting.Names is { } names && !names.All(setting.Description.Contains);
        string defaults = setting.IsFlag && setting.DefaultText == "false" ? "" : $" [default: {setting.DefaultText}]";
        return SettingName.InMessage($"{setting.Description}{(listed ? $": {string.Join(", ", setting.Names!)}" : "")}{defaults}");
    }
}
