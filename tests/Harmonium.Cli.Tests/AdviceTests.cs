using System.Text.RegularExpressions;
using Harmonium.Tests.Data;

namespace Harmonium.Cli.Tests;

/// <summary>The advice of error messages works when it is followed.</summary>
public sealed partial class AdviceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("f64-0-255.npy", "--scale 1/255")]
    [InlineData("f64-minus1-1.npy", "--visible gaussian")]
    public void Data_that_do_not_fit_the_units_are_refused_with_options_that_help(string name, string advice)
    {
        string data = CaseFiles.Write(_folder.Path, name);
        Session refused = Train("rbm", data);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(advice, refused.Error);
        foreach (Match option in Options().Matches(refused.Error))
            Assert.Equal((option.Value, 0), (option.Value, Train("rbm", data, option.Value.Split(' ')).ExitCode));
    }

    [Fact]
    public void Kinds_without_a_choice_of_units_are_not_advised_to_choose_them()
    {
        File.WriteAllText(_folder.At("bytes.csv"), "a,b,label\n200,3,x\n4,5,y\n6,7,x\n8,9,y\n");
        Session refused = Train("classifier-rbm", _folder.At("bytes.csv"));
        Assert.Equal(1, refused.ExitCode);
        Assert.DoesNotContain("--visible", refused.Error);
        Assert.Contains("--scale 1/255", refused.Error);
        Assert.Equal(0, Train("classifier-rbm", _folder.At("bytes.csv"), "--scale", "1/255").ExitCode);
    }

    [Theory]
    [InlineData("train", "rbm", "--data", "")]
    [InlineData("data", "show", "")]
    public void An_empty_name_of_data_is_an_error_of_the_user(params string[] command)
    {
        Session session = Session.Run(command);
        Assert.NotEqual(0, session.ExitCode);
        Assert.Contains("'': is an empty name of data", session.Error);
    }

    [Theory]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    [InlineData("1/")]
    [InlineData("a")]
    public void A_fraction_that_is_no_number_is_refused(string scale)
    {
        Session session = Train("rbm", Toy.Write(_folder.At("toy.idx")), "--scale", scale);
        Assert.Equal(2, session.ExitCode);
        Assert.Contains("expected a number, such as 0.05 or 1/20", session.Error);
    }

    private Session Train(string kind, string data, params string[] options) => Session.Run(
        ["train", kind, "--data", data, "--epochs", "1", "--hidden", "3", "--no-figures", "--output", _folder.At(Path.GetRandomFileName()), .. options]);

    [GeneratedRegex("--(scale|visible) [a-z0-9/-]+[a-z0-9]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Options();
}
