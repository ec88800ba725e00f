using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Lectures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Tests.Chapters;
using Harmonium.Storage.Files;

namespace Harmonium.Experiments.Tests.Lectures;

public sealed class LectureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harmonium-lecture-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_catalog_has_every_chapter_once_in_four_parts()
    {
        Assert.Equal([1, 2, 3, 4], ChapterCatalog.Parts.Select(part => part.Number));
        Assert.Equal(ChapterCatalog.All.Count, ChapterCatalog.All.Select(chapter => chapter.Id).Distinct().Count());
        Assert.Equal("Part 1. Rosenblatt’s perceptron", ChapterCatalog.Parts[0].HeadingIn(Language.English));
    }

    [Fact]
    public void A_report_has_the_order_and_the_parts_of_the_lecture()
    {
        Report report = LectureReport.Of([Kept("features"), Kept("neuron"), Kept("rbm")], Language.English, []);
        Assert.Equal(["part-1", "part-3"], report.Sections.Select(section => section.Anchor));
        Assert.Equal(["neuron", "rbm", "features"], report.Chapters);
        Assert.Equal(["rbm", "features"], report.Sections[1].Sections.Select(section => section.Anchor));
    }

    [Fact]
    public void A_kept_chapter_gives_the_same_page()
    {
        Chapter chapter = ChapterCatalog.All[0];
        ExperimentContext context = ChapterFormTests.Context(Language.English);
        ExperimentOutcome outcome = new([new Measurement("n", "n", 3, "sets") with { Published = double.NaN }, new("x", "x", 0.5, "nats")
            { Interval = (0.4, 0.6) }], SmallReport.Create());
        KeptChapters chapters = new(FileStore.Disk, _folder);
        chapters.Keep(chapter, context, outcome, TimeSpan.FromSeconds(2.5));
        KeptChapter kept = chapters.Find(chapter, context)!;
        Assert.Equal(ChapterFormTests.Html(outcome.Report), ChapterFormTests.Html(kept.Outcome.Report));
        Assert.Equal(outcome.Measurements, kept.Outcome.Measurements);
        Assert.Equal(2.5, kept.Seconds);
    }

    [Fact]
    public void A_chapter_runs_again_when_its_seed_changes_or_its_file_is_damaged()
    {
        Chapter chapter = ChapterCatalog.All[0];
        ExperimentContext context = ChapterFormTests.Context(Language.English);
        KeptChapters chapters = new(FileStore.Disk, _folder);
        Assert.Null(chapters.Find(chapter, context));
        chapters.Keep(chapter, context, new([], SmallReport.Create()), TimeSpan.Zero);
        Assert.NotNull(chapters.Find(chapter, context));
        Assert.Null(chapters.Find(chapter, context with { Seed = 2 }));
        Assert.Null(chapters.Find(chapter, context with { Language = Language.Russian }));
        Assert.Null(chapters.Find(chapter, context with { Full = true }));
        string file = Directory.GetFiles(_folder).Single();
        File.WriteAllText(file, File.ReadAllText(file)[..100]);
        Assert.Null(chapters.Find(chapter, context));
    }

    [Fact]
    public void A_report_with_fewer_chapters_gets_another_name()
    {
        ReportPlace place = new(FileStore.Disk, Path.Combine(_folder, "lecture.html"));
        place.Write(SmallReport.Create() with { Chapters = ["neuron", "rbm"] });
        Assert.Same(place, place.For(["neuron", "rbm", "features"]));
        ReportPlace other = place.For(["rbm"]);
        Assert.Equal(Path.Combine(_folder, "lecture-2.html"), other.Path);
        other.Write(SmallReport.Create() with { Chapters = ["rbm"] });
        Assert.Equal("lecture-3.html", Path.GetFileName(place.For(["features"]).Path));
        Assert.Equal(["neuron", "rbm"], place.Chapters);
    }

    [Fact]
    public void A_full_disk_is_found_before_the_work_and_leaves_the_report()
    {
        string path = Path.Combine(_folder, "lecture.html");
        File.WriteAllText(path, "old");
        ReportPlace place = new(new FullDisk(), path);
        Assert.Contains("the disk is full", Assert.Throws<StorageException>(place.Prepare).Message, StringComparison.Ordinal);
        Assert.Throws<StorageException>(() => place.Write(SmallReport.Create()));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_found_before_the_work()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Assert.Throws<StorageException>(new ReportPlace(FileStore.Disk, Path.Combine(file, "lecture.html")).Prepare);
        Assert.Throws<StorageException>(new ReportPlace(FileStore.Disk, _folder).Prepare);
    }

    private static KeptChapter Kept(string id) => new(id, "", 1, new ExperimentOutcome([], new Report(id, [])));
}
