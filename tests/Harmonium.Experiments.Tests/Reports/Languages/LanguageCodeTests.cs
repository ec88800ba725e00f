using Harmonium.Experiments.Reports.Languages;

namespace Harmonium.Experiments.Tests.Reports.Languages;

public sealed class LanguageCodeTests
{
    [Theory]
    [InlineData(null, "ru_RU.UTF-8", "Russian")]
    [InlineData("en_US.UTF-8", "ru_RU.UTF-8", "English")]
    [InlineData("", "ru", "Russian")]
    [InlineData(null, "C.UTF-8", "English")]
    [InlineData(null, "rue_UA", "English")]
    [InlineData(null, null, "English")]
    public void The_environment_gives_the_language(string? all, string? lang, string expected) =>
        Assert.Equal(expected, $"{LanguageCode.FromEnvironment(name => name switch { "LC_ALL" => all, "LANG" => lang, _ => null })}");

    [Fact]
    public void Every_language_is_found_by_its_code()
    {
        Assert.Equal(["en", "ru"], LanguageCode.All);
        Assert.All(LanguageCode.All, code => Assert.Equal(code, LanguageCode.Of(LanguageCode.Find(code)!.Value)));
        Assert.Null(LanguageCode.Find("de"));
    }
}
