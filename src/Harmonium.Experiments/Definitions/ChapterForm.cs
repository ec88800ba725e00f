using System.Reflection;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Formulas;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Wording;

namespace Harmonium.Experiments.Definitions;

/// <summary>
/// The one form of all chapters: question, idea, formulas with every symbol named, what was run, figures, what they show, what to try, sources. The texts of
/// the chapter must have the keys of <see cref="Keys"/>, so that no part can be left out.
/// </summary>
internal sealed class ChapterForm
{
    private readonly Chapter _chapter;
    private readonly ExperimentContext _context;
    private readonly PageText _text;
    private readonly IReadOnlyList<string> _formulas;
    private readonly IReadOnlyList<ReportSection> _figures;
    private readonly IReadOnlyList<Measurement> _measurements;

    /// <summary>Creates the form of a chapter that has run.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="context">The inputs of the run.</param>
    /// <param name="text">The texts, with the values that they need. The values of measurements are added by name.</param>
    /// <param name="formulas">The formulas, at least one. The text "symbols" gives the meaning of every symbol.</param>
    /// <param name="figures">The figures in sections of their own, at least one.</param>
    /// <param name="measurements">The measurements, at least one.</param>
    /// <exception cref="ArgumentException">Thrown when a part is empty, or a symbol of a formula has no meaning.</exception>
    internal ChapterForm(Chapter chapter, ExperimentContext context, PageText text, IReadOnlyList<string> formulas, IReadOnlyList<ReportSection> figures,
        IReadOnlyList<Measurement> measurements)
    {
        foreach ((string part, int count) in ((string, int)[])[("formulas", formulas.Count), ("figures", figures.Count), ("measurements", measurements.Count)])
        {
            if (count == 0)
                throw new ArgumentException($"The chapter {chapter.Id} has no {part}. It needs at least one.");
        }

        string[] unnamed = [.. formulas.SelectMany(MathText.Symbols)
            .Except(text.Symbols("symbols").SelectMany(symbol => MathText.Symbols(symbol.Symbol)))];
        if (unnamed.Length > 0)
            throw new ArgumentException($"The chapter {chapter.Id} does not say what {string.Join(", ", unnamed)} in its formulas means. Add it to the list " +
                "\"symbols\" of its texts.");
        (_chapter, _context, _formulas, _figures, _measurements) = (chapter, context, formulas, figures, measurements);
        _text = text.With([.. measurements.Select(measurement => (measurement.Name, (object)measurement.ToValue().ToText(text.Language)))]);
    }

    /// <summary>Gets the keys that the texts of a chapter must have.</summary>
    internal static IReadOnlyList<string> Keys { get; } = ["title", "summary", "question", "idea", "symbols", "data", "model", "shows", "try", "sources"];

    /// <summary>The measurements of figures that have tables of their own; none by default.</summary>
    internal IReadOnlyList<Measurement> Others { get; init; } = [];

    /// <summary>Returns the C# lines that do the same with the library.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the file <c>Texts/code/ID.txt</c> does not exist.</exception>
    internal static string CodeOf(string id)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"code.{id}")
            ?? throw new InvalidOperationException($"The chapter {id} has no C# lines. Write Texts/code/{id}.txt.");
        using StreamReader reader = new(file);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd();
    }

    /// <summary>Returns the measurements and the report.</summary>
    internal ExperimentOutcome ToOutcome()
    {
        PageText words = ReportWords.In(_text.Language);
        Report report = new(_text["title"],
        [
            Section("question", [.. Paragraphs("question")]),
            Section("idea", [.. Paragraphs("idea")]),
            Section("formula", [.. _formulas.SkipLast(1).Select(formula => new Formula(formula)),
                new Formula(_formulas[^1]) { Symbols = _text.Symbols("symbols") }]),
            Section("run", WhatWasRun(words)),
            new ReportSection(words["figures"], []) { Sections = _figures },
            Section("shows", [.. Paragraphs("shows"), new MeasuredTable(words["measurements"], [.. _measurements.Select(m => m.ToRow())])]),
            Section("try", [new ItemList(_text.Items("try"))]),
            Section("sources", [new ItemList(_text.Items("sources"))]),
        ])
        {
            Summary = [_text["summary"]],
            Language = _text.Language,
        };
        return new ExperimentOutcome([.. _measurements, .. Others], report);

        ReportSection Section(string key, IReadOnlyList<ReportBlock> blocks) => new(words[key], blocks);
    }

    private IEnumerable<Paragraph> Paragraphs(string key) => _text.Paragraphs(key).Select(paragraph => new Paragraph(paragraph));

    private IReadOnlyList<ReportBlock> WhatWasRun(PageText words)
    {
        string language = _text.Language == Language.English ? "" : $" --language {LanguageCode.Of(_text.Language)}";
        return
        [
            new FactList(
            [
                new(words["data"], _text["data"]),
                new(words["model"], _text["model"]),
                new(words["seed"], $"{_context.Seed}"),
                new(words["command"], $"`harmonium lecture {_chapter.Id} --seed {_context.Seed}{(_context.Full ? " --full" : "")}{language}`"),
            ]),
            new Paragraph(words["code"]),
            new ProgramCode(CodeOf(_chapter.Id), "C#"),
        ];
    }
}
