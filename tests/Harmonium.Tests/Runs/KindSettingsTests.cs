using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Runs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Tests.Runs;

/// <summary>The settings of every kind, tested through the schema.</summary>
public sealed class KindSettingsTests
{
    private static readonly ModelKinds _kinds = new([.. ModelKinds.BuiltIn.All, new ToyKind()]);

    public static TheoryData<string> EveryKind => [.. _kinds.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(EveryKind))]
    public void Defaults_pass_every_check_and_come_back_from_json(string name)
    {
        ModelKind kind = _kinds.Find(name)!;
        KindSettings effective = kind.Effective((KindSettings)kind.Settings.Defaults);
        Assert.Equal(kind.Settings.Defaults, kind.Settings.Read(JsonElement.Parse("{}")));
        Assert.Equal(effective, kind.Settings.Read(kind.Settings.Write(effective)));
        Assert.Equal(effective, kind.Effective(effective));
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Every_setting_has_a_unique_name_and_a_description(string name)
    {
        SettingsSchema schema = _kinds.Find(name)!.Settings;
        string[] names = [.. schema.All.SelectMany(setting => setting.Aliases.Append(setting.Name))];
        Assert.Equal(names.Distinct(), names);
        Assert.Contains("seed", names);
        Assert.All(schema.All, setting =>
        {
            Assert.False(string.IsNullOrWhiteSpace(setting.Description), setting.Name);
            Assert.False(string.IsNullOrWhiteSpace(setting.DefaultText), setting.Name);
            Assert.False(string.IsNullOrWhiteSpace(setting.Group), setting.Name);
            Assert.False(setting.Description.EndsWith('.'), setting.Name);
        });
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Every_setting_is_read_and_written_and_changes_no_other(string name)
    {
        SettingsSchema schema = _kinds.Find(name)!.Settings;
        foreach (Setting setting in schema.All)
        {
            string value = AnotherValue(schema, setting);
            object changed = schema.With(schema.Defaults, [KeyValuePair.Create(setting.Name, value)]);
            object read = schema.Read(schema.Write(changed));
            foreach (Setting each in schema.All)
            {
                string? expected = each == setting ? value : each.Text(schema.Defaults);
                Assert.Equal((each.Name, expected), (each.Name, each.Text(changed)));
                Assert.Equal((each.Name, expected), (each.Name, each.Text(read)));
            }
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Every_former_name_is_understood(string name)
    {
        SettingsSchema schema = _kinds.Find(name)!.Settings;
        foreach (Setting setting in schema.All)
        {
            string value = AnotherValue(schema, setting);
            foreach (string alias in setting.Aliases)
            {
                Assert.Equal((alias, value), (alias, setting.Text(schema.With(schema.Defaults, [KeyValuePair.Create(alias, value)]))));
                string[] path = alias.Split('.');
                string text = setting.Names is null && setting.Expected() != "a string" ? value : JsonSerializer.Serialize(value);
                string json = path.Length == 1 ? $"{{\"{alias}\":{text}}}" : $"{{\"{path[0]}\":{{\"{path[1]}\":{text}}}}}";
                Assert.Equal((alias, value), (alias, setting.Text(schema.Read(JsonElement.Parse(json)))));
            }
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void A_name_that_is_not_known_is_refused_by_that_name(string name)
    {
        SettingsSchema schema = _kinds.Find(name)!.Settings;
        Assert.Equal("sede", Assert.Throws<ConfigurationException>(() => schema.Read(JsonElement.Parse("""{"sede":3}"""))).Setting);
        ConfigurationException refused = Assert.Throws<ConfigurationException>(() => schema.With(schema.Defaults, [KeyValuePair.Create("sede", "3")]));
        Assert.Equal("sede", refused.Setting);
        Assert.Contains("Did you mean seed?", refused.Message);
        Assert.Equal("stage.sede", Assert.Throws<ConfigurationException>(() => schema.Read(JsonElement.Parse("""{"stage":{"sede":3}}"""))).Setting);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void A_value_out_of_range_or_of_the_wrong_kind_is_refused_by_the_name_of_its_setting(string name)
    {
        ModelKind kind = _kinds.Find(name)!;
        int ranges = 0;
        foreach (Setting setting in kind.Settings.All)
        {
            string expected = setting.Expected();
            if (expected == "a string")
                continue;
            Assert.Equal(setting.Name, Refusal("nonsense"));
            Assert.Equal(setting.Name, Assert.Throws<ConfigurationException>(() => kind.Settings.Read(Nested(setting, "[1]"))).Setting);
            if (expected is "a number" or "a whole number" or "true or false" || setting.Names is not null)
                continue;
            ranges++;
            string[] beyond = [.. ((string[])["-1", "2000000000"]).Where(value => Refusal(value) is not null)];
            Assert.True(beyond.Length > 0, $"{setting.Name}: {expected}");
            Assert.All(beyond, value => Assert.Equal(setting.Name, Refusal(value)));

            string? Refusal(string value)
            {
                try
                {
                    kind.Settings.Check(kind.Settings.With(kind.Settings.Defaults, [KeyValuePair.Create(setting.Name, value)]));
                    return null;
                }
                catch (ConfigurationException exception)
                {
                    return exception.Setting;
                }
            }
        }

        Assert.True(ranges > 0);
    }

    private static JsonElement Nested(Setting setting, string value) => JsonElement.Parse(
        setting.Stage.Length == 0 ? $"{{\"{setting.LocalName}\":{value}}}" : $"{{\"{setting.Stage[..^1]}\":{{\"{setting.LocalName}\":{value}}}}}");

    /// <summary>Returns an allowed value that is not the default.</summary>
    private static string AnotherValue(SettingsSchema schema, Setting setting)
    {
        string[] candidates = setting.IsFlag ? ["true", "false"] : [.. setting.Names ?? [], "3", "2", "0.25", "0.5", "8x8"];
        return candidates.First(value => value != setting.Text(schema.Defaults) && IsAllowed(value));

        bool IsAllowed(string value)
        {
            try
            {
                schema.Check(schema.With(schema.Defaults, [KeyValuePair.Create(setting.Name, value)]));
                return true;
            }
            catch (ConfigurationException)
            {
                return false;
            }
        }
    }
}
