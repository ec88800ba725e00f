using System.Text.RegularExpressions;

namespace Harmonium.Tests;

/// <summary>The words of the project: American spelling and the field's own terms, in code, documents and examples.</summary>
public sealed class LanguageTests
{
    private const string Counted =
        "nats|bits|seconds|minutes|milliseconds|microseconds|ms|times|steps|epochs|examples|sweeps|numbers|bytes|operations|errors|draws|rows" +
        "|updates|searches|units|chains|images|words|cycles|additions|multiplications";

    private const string Each = "example|step|unit|character|epoch|second|class|layer|row|batch|sweep|minute|word|temperature|chain|run|document|image|pixel|draw" +
        "|thread|core|update|digit";

    private const string British =
        "optimis|binaris|initialis|normalis|minimis|regularis|standardis|recognis|summaris|visualis|generalis|organis|factoris|penalis" +
        "|parallelis|quantis|vectoris|symmetris|maximis|equalis|specialis|memoris|randomis|stabilis";

    private static readonly (string Pattern, string Instead)[] _phrases =
    [
        (@"\blearnt\b|\bgrey\b|colour|neighbour|behaviour|\bcentred?\b|licence|labelled|modelled|catalogue|artefact", "American spelling"),
        ($@"\b\w*({British})(e|ed|es|er|ers|ing|ation|ations)\b", "American spelling"),
        (@"\blearn(s|ed|ing)? a (machine|model|network|net)\b|\blearned again\b", "train a model, retrained"),
        (@"\busual\b", "default, standard or typical"),
        ("black and white", "binary"),
        ($@"\b({Counted}) an? ({Each})\b", "per example, per step"),
        (@"(?<!of )\bcourses?\b|decay of the (learning )?rate", "learning-rate schedule, learning curve"),
        (@"\bborne\b", "patience, without improvement"),
        ("numbers? of windows", "max pooling"),
        ("GatedLayer|LongMemoryLayer|long memory|HealthReport|hiddenBiasDrop", "GruLayer, LstmLayer, diagnostics"),
        ("towards? the worse", "adversarial perturbation"),
        (@"\bteams?\b|\brooms?\b|\bpanels?\b|\bbands?\b|\bmarked\b", "thread pool, buffer, tile, block, sparse mask"),
        (@"\b(training|validation|test|train|held-out) parts?\b", "splits of a data set"),
        ("with proof", "between a lower and an upper estimate"),
        (@"Today stand|\b[Ww]hoever\b|what is left|\b[Bb]eside\b", "available today; the caller; next to, besides"),
        (@"(?<!/)\bhealth\b", "diagnostics"),
        ("relu units|continuous units|multinomial units", "truncated-gaussian, truncated exponential, replicated softmax"),
    ];

    // Former spellings of options, settings and values that are still understood, and words of other formats.
    private static readonly string[] _accepted =
    [
        "\"binarise\"", "\"--binarise\"", "\"optimiser\"", "\"centred\"", "\"centred=centered\"", "\"standardised=standardized\"", "\"initialisation\"",
            "\"normalise\"",
        "\"hiddenBiasDrop\"", "\"unlabelledWeight\"", "\"labelled\"", "batch-normalisation", "aria-labelledby",
    ];

    public static TheoryData<string, string> Phrases => [.. _phrases.Select(phrase => (phrase.Pattern, phrase.Instead))];

    [Theory]
    [MemberData(nameof(Phrases))]
    public void Sources_and_documents_use_the_words_of_the_field(string pattern, string instead)
    {
        Regex phrase = new(pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        string[] found =
        [
            .. from file in Texts()
               from line in File.ReadLines(file).Index()
               let text = _accepted.Aggregate(line.Item, (rest, accepted) => rest.Replace(accepted, "", StringComparison.Ordinal))
               let match = phrase.Match(text)
               where match.Success
               select $"{Path.GetRelativePath(SourceTree.Root, file)}:{line.Index + 1}: “{match.Value}”",
        ];
        Assert.True(found.Length == 0, $"Write instead: {instead}.\n{string.Join('\n', found.Take(50))}");
    }

    [Fact]
    public void The_phrases_are_found_where_they_stand()
    {
        string[] examples =
        [
            "what was learnt", "optimiser", "learn a machine", "the usual rate", "black and white", "nats an example", "the course of metrics", "is borne",
            "largest numbers of windows", "a LongMemoryLayer", "towards the worse", "a team of workers", "the test part", "an interval with proof",
                "Today stand nine",
            "the health of units", "relu units",
        ];
        Assert.Equal(_phrases.Length, examples.Length);
        Assert.All(examples.Zip(_phrases), pair => Assert.Matches(pair.Second.Pattern, pair.First));
    }

    private static IEnumerable<string> Texts()
    {
        foreach (string folder in (string[])["src", "docs", "examples"])
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), "*", SearchOption.AllDirectories))
            {
                string path = file.Replace('\\', '/');
                if (Path.GetExtension(path) is ".cs" or ".md" && !path.Contains("/obj/", StringComparison.Ordinal)
                    && !path.Contains("/bin/", StringComparison.Ordinal))
                    yield return file;
            }
        }

        yield return Path.Combine(SourceTree.Root, "README.md");
    }
}
