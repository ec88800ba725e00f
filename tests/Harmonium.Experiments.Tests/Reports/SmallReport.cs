using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Values;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Charts;
using Harmonium.Figures.Images;
using Harmonium.Numerics;

namespace Harmonium.Experiments.Tests;

/// <summary>A report with one block of every type.</summary>
internal static class SmallReport
{
    internal static Report Create() => new("An <RBM> & its letters",
    [
        new("The machine", [
            new Paragraph("A machine with *784* visible units; run `harmonium lecture \"rbm\" <all>` to see it & more. It has one layer of hidden units, and " +
                "no two units of a layer are joined."),
            new Formula("p(v) = Σₕ exp(−E(v, h)) / Z < 1"),
            new ReportFigure(ReportPicture.Of(new ImageTiles(Tensor.From([-1, 0, 0.5f, 1], 1, 2, 2))), "A *filter*.",
                "Four squares: \"blue\", white, pink, red"),
        ]),
        new("The machine", [
            new FigureRow([
                new(ReportPicture.Of(new Curves([new("a", [0, 1], [0, 1])])), "Left.", "A rising line"),
                new(ReportPicture.Of(new Animation([new IndexedImage(4, 2, [new(0, 0, 0), new(255, 255, 255)], [0, 1, 0, 1, 0, 1, 0, 1])])),
                    "Right.", "Stripes"),
            ]),
            new ReportTable("Time of an epoch", [new("threads", Alignment.Right), new("machine"), new("time (s)", Alignment.Right)],
            [
                ["1", "plain", NumberText.Fixed(1.885, 2)],
                ["16", "centered & more", NumberText.Fixed(-0.4, 2)],
            ]),
            new MeasuredTable("Likelihoods",
            [
                MeasuredRow.Likelihood("CD-25", MeasuredValue.Between(-86.34, -87.1, -85.9), "sampled") with { Published = MeasuredValue.Exact(-86.34),
                    Met = true, Note = "Salakhutdinov and Murray 2008" },
                MeasuredRow.Likelihood("CD-1", MeasuredValue.NotConverged, "sampled") with { Met = false },
                new("epoch", MeasuredValue.Exact(0.44), "s"),
            ]),
        ]),
        new("The run", [
            new FactList([new("seed", "1"), new("command", "`harmonium lecture rbm`")]),
            new ProgramCode("var letters = Datasets.Letters();\nRbm.Train(letters.Train);", "C#"),
        ])
        {
            Anchor = "run",
            Sections = [new("Try this", [new ItemList(["Train with `--hidden 16`.", "Train *longer*."])])],
        },
    ])
    {
        Summary = ["What it learned, in *short*."],
        Provenance = [new("command", "harmonium lecture rbm --seed 1"), new("version", "0.1.0")],
    };
}
