using System.Text.Json;
using Harmonium.Tests.Data;

namespace Harmonium.Cli.Tests;

/// <summary>Classes and columns are matched by their names, in every command.</summary>
public sealed class NamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => ["classifier-rbm", "mlp", "stack"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Kinds))]
    public void Test_data_with_fewer_classes_are_judged_by_name(string kind)
    {
        string run = Train(kind, "labels-one-based-text.csv");

        string[] spam = [.. Session.Run("classify", run, "--quiet").Out.Split('\n').Where(line => line.EndsWith(",spam", StringComparison.Ordinal))];
        double expected = (double)spam.Count(line => line.StartsWith("ham,", StringComparison.Ordinal)) / spam.Length;

        Assert.InRange(expected, 0, 0.2);
        Assert.Equal(expected, ErrorOf(run, CaseFiles.Write(_folder.Path, "test-only-spam.csv")), 1e-9);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_class_that_was_never_trained_is_refused_by_name(string kind)
    {
        string run = Train(kind, "labels-one-based-text.csv"), data = CaseFiles.Write(_folder.Path, "test-unseen-class.csv");
        foreach (string verb in (string[])["evaluate", "classify"])
        {
            Session session = Session.Run(verb, run, "--data", data);

            Assert.Equal(1, session.ExitCode);
            Assert.Contains("unknown label eggs in 24 of 60 examples", OneLine(session.Error));
            Assert.Contains("ham, spam", OneLine(session.Error));
        }
    }

    [Fact]
    public void A_class_number_beyond_those_of_the_model_is_refused_by_name()
    {
        File.WriteAllText(_folder.At("train.csv"), Rows("a,b,label", i => $"{i % 2},{1 - (i % 2)},{i % 2}"));
        File.WriteAllText(_folder.At("other.csv"), "a,b,label\n1,0,7\n");
        string run = TrainOn("mlp", _folder.At("train.csv"));

        Session session = Session.Run("evaluate", run, "--data", _folder.At("other.csv"));

        Assert.Equal(1, session.ExitCode);
        Assert.Contains("unknown label 7 in 1 of 1 examples; the classes of the model are 0, 1", OneLine(session.Error));
    }

    [Fact]
    public void Classes_that_are_numbers_keep_their_names_in_every_spelling()
    {
        string run = Train("classifier-rbm", "labels-only-2-3.csv");
        File.WriteAllText(_folder.At("other.csv"), "a,b,c,d,label\n1,0,0,0,2.0\n1,0,1,1,03\n");

        string[] lines = Session.Run("classify", run, "--data", _folder.At("other.csv"), "--quiet").Out.TrimEnd().Split('\n');

        Assert.All(lines.Skip(1), line => Assert.Matches("^[0-9]+,[23],", line));
        Assert.Equal(["2", "3"], lines.Skip(1).Select(line => line.Split(',')[3]));
    }

    [Theory]
    [InlineData("string-labels.npz", "cat", "dog")]
    [InlineData("minus-one-labels.npz", "-1", "1")]
    [InlineData("onehot-labels.npz", "0", "1")]
    public void Labels_of_any_type_are_classes_with_their_names(string name, string first, string second)
    {
        string run = Train("mlp", name);
        JsonElement result = Assert.Single(Session.Run("classify", run, "--data", CaseFiles.Write(_folder.Path, name), "--json").Objects);

        Assert.Equal([first, second],
            result.GetProperty("classes").EnumerateArray().Select(each => each.GetProperty("label").GetString()!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_regression_target_is_refused_as_classes()
    {
        Session session = Session.Run("train", "mlp", "--data", CaseFiles.Write(_folder.Path, "regression-target-as-label.csv"), "--epochs", "1",
            "--no-figures", "--output", _folder.At("run"));

        Assert.Equal(1, session.ExitCode);
        Assert.Contains("the target of a regression", OneLine(session.Error));
        Assert.Contains("--labels", session.Error);
    }

    [Fact]
    public void Columns_in_another_order_give_the_same_numbers()
    {
        string abcd = CaseFiles.Write(_folder.Path, "labelled-abcd.csv"), badc = CaseFiles.Write(_folder.Path, "labelled-reordered-badc.csv");
        foreach (string kind in (string[])["rbm", "mlp"])
        {
            string run = TrainOn(kind, abcd), copy = _folder.At("copy.csv");
            File.Copy(abcd, copy, overwrite: true);
            Session same = Session.Run("evaluate", run, "--data", copy, "--json"), other = Session.Run("evaluate", run, "--data", badc, "--json");

            Assert.Equal(0, other.ExitCode);
            Assert.Equal(same.Out, other.Out);
            Assert.Contains("matched by name", other.Error);
            Session.Run("features", run, "--data", abcd, "--output", _folder.At("a.csv"));
            Session.Run("features", run, "--data", badc, "--output", _folder.At("b.csv"));
            Assert.Equal(File.ReadAllText(_folder.At("a.csv")), File.ReadAllText(_folder.At("b.csv")));
        }
    }

    [Fact]
    public void Missing_and_additional_columns_are_refused_by_name()
    {
        string run = Train("rbm", "labelled-abcd.csv");
        File.WriteAllText(_folder.At("abce.csv"), "a,b,c,e\n1,0,1,0\n");
        foreach (string verb in (string[])["evaluate", "features", "reconstruct"])
        {
            Session session = Session.Run(verb, run, "--data", _folder.At("abce.csv"), "--output", _folder.At("out.npy"));
            if (verb == "evaluate")
                session = Session.Run(verb, run, "--data", _folder.At("abce.csv"));

            Assert.Equal(1, session.ExitCode);
            Assert.Contains("lacks the column d of the training data, and has the column e", OneLine(session.Error));
        }
    }

    [Fact]
    public void The_header_can_be_given_for_training_and_for_other_data()
    {
        string numbers = CaseFiles.Write(_folder.Path, "numeric-header-pandas.csv");
        string[] train = ["train", "rbm", "--visible", "gaussian", "--data", numbers, "--hidden", "2", "--epochs", "1", "--no-figures", "--output"];
        Session detected = Session.Run([.. train, _folder.At("detected")]), no = Session.Run([.. train, _folder.At("no"), "--header", "no"]);

        Assert.Contains("40 examples", OneLine(detected.Error));
        Assert.Contains("counts the columns from 0", OneLine(detected.Error));
        Assert.Contains("41 examples", OneLine(no.Error));
        Session shown = Session.Run("data", "show", numbers, "--header", "no");
        Assert.Contains("41 train", shown.Out);
        Session applied = Session.Run("features", _folder.At("no"), "--header", "yes", "--output", _folder.At("f.csv"));
        Assert.Equal(0, applied.ExitCode);
        Assert.Equal(41, File.ReadAllLines(_folder.At("f.csv")).Length);
    }

    [Fact]
    public void New_data_need_no_column_of_labels()
    {
        File.WriteAllText(_folder.At("train.csv"), Rows("a,b,kind", i => $"{i % 2},{1 - (i % 2)},{(i % 2 == 0 ? "even" : "odd")}"));
        File.WriteAllText(_folder.At("new.csv"), "a,b\n1,0\n");
        string run = TrainOn("mlp", _folder.At("train.csv"), "--labels", "kind");

        Session session = Session.Run("classify", run, "--data", _folder.At("new.csv"), "--quiet");

        Assert.Equal(0, session.ExitCode);
        Assert.StartsWith("row,class,probability\n1,odd,", session.Out);
    }

    [Fact]
    public void Texts_are_counted_over_the_words_of_the_model()
    {
        (string Folder, string Cat, string Dog)[] texts = [("train", "purrs meows", "barks growls"), ("test", "meows again", "barks")];
        foreach ((string folder, string cat, string dog) in texts)
        {
            for (int i = 0; i < 8; i++)
            {
                string kind = i % 2 == 0 ? "cat" : "dog";
                Directory.CreateDirectory(_folder.At($"{folder}/{kind}"));
                File.WriteAllText(_folder.At($"{folder}/{kind}/{i}.txt"), i % 2 == 0 ? cat : dog);
            }
        }

        string run = TrainOn("classifier-rbm", _folder.At("train"));

        Assert.Equal(0, ErrorOf(run, _folder.At("test")));
    }

    private static double ErrorOf(string run, string data)
    {
        Session session = Session.Run("evaluate", run, "--data", data, "--json");
        Assert.Equal("", session.ExitCode == 0 ? "" : session.Error);
        return Assert.Single(session.Objects).GetProperty("error").GetDouble();
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Rows(string header, Func<int, string> row) => $"{header}\n{string.Join('\n', Enumerable.Range(0, 40).Select(row))}\n";

    private string Train(string kind, string name) => TrainOn(kind, CaseFiles.Write(_folder.Path, name));

    private string TrainOn(string kind, string data, params string[] more)
    {
        string run = _folder.At($"run-{kind}");
        string[] settings = kind switch
        {
            "stack" => ["--hidden", "10", "--fine-tune", "--stage", "pretraining.epochs=5", "--stage", "fine-tuning.epochs=60", "--stage",
                "pretraining.batch=10", "--stage", "fine-tuning.batch=10"],
            "mlp" => ["--hidden", "10", "--epochs", "60", "--batch", "10"],
            _ => ["--hidden", "10", "--epochs", "60", "--batch", "5"],
        };
        Session session = Session.Run(["train", kind, "--data", data, "--output", run, "--quiet", "--no-figures", .. settings, .. more]);
        Assert.Equal("", session.ExitCode == 0 ? "" : session.Error);
        return run;
    }
}
