using CsCheck;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Tests.Reports.Values;

public sealed class InlineTextTests
{
    [Fact]
    public void Stars_emphasize_and_backticks_are_code() =>
        Assert.Equal([("em", "one"), (null, " and "), ("code", "a*b*c"), (null, ".")], InlineText.Parse("*one* and `a*b*c`."));

    [Theory]
    [InlineData("a * b * c")]
    [InlineData("a *b")]
    [InlineData("2 ` 3")]
    [InlineData("** ``")]
    [InlineData("*")]
    public void An_unmatched_mark_is_plain_text(string text) => Assert.Equal([(null, text)], InlineText.Parse(text));

    [Fact]
    public void Plain_text_loses_only_the_marks() =>
        Gen.String[Gen.Char["ab *`"], 0, 30].Sample(text =>
            InlineText.Plain(text).Replace("*", "").Replace("`", "") == text.Replace("*", "").Replace("`", ""), seed: "0N0XIzNsQ0O2", iter: 2000);
}
