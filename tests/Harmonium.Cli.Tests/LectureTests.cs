using System.ComponentModel;
using Harmonium.Cli.Terminals;

namespace Harmonium.Cli.Tests;

/// <summary>The lecture: order, kept chapters, reports that are never made smaller, languages, interruption.</summary>
public sealed class LectureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Chapters_run_in_the_order_of_the_lecture_and_are_kept()
    {
        Session first = Lecture("backprop", "neuron");
        Assert.Equal(0, first.ExitCode);
        Assert.Contains("chapter 1 of 2, neuron: done", first.Error, StringComparison.Ordinal);
        Assert.Contains("chapter 2 of 2, backprop: done", first.Error, StringComparison.Ordinal);
        Assert.Contains("Other chapters: perceptron, ", first.Error, StringComparison.Ordinal);
        Assert.Contains("all with 'harmonium lecture all'", first.Error, StringComparison.Ordinal);
        string page = Page();
        Assert.True(page.IndexOf("id=\"neuron\"", StringComparison.Ordinal) < page.IndexOf("id=\"backprop\"", StringComparison.Ordinal));

        Session second = Lecture("neuron", "backprop");
        Assert.Contains("chapter 1 of 2, neuron: kept from an earlier run", second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("done in", second.Error, StringComparison.Ordinal);
        Assert.Equal(first.Out, second.Out);
        Assert.Equal(page, Page());

        Session fresh = Lecture("neuron", "--fresh");
        Assert.Contains("neuron: done in", fresh.Error, StringComparison.Ordinal);
        Assert.Contains("The report also has the chapters of earlier runs: backprop.", fresh.Error, StringComparison.Ordinal);
        Assert.Equal(page, Page());
    }

    [Fact]
    public void A_report_with_chapters_of_other_settings_is_left_as_it_is()
    {
        Assert.Equal(0, Lecture("neuron", "backprop").ExitCode);
        string page = Page();
        Session other = Lecture("neuron", "--seed", "2");
        Assert.Contains("It is unchanged, and the new report has another name.", other.Error, StringComparison.Ordinal);
        Assert.Contains("lecture-2.html", other.Error, StringComparison.Ordinal);
        Assert.Equal(page, Page());
        Assert.Contains("--seed 2", File.ReadAllText(_folder.At("lecture-2.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_is_Russian_on_request()
    {
        Session russian = Lecture("neuron", "--language", "ru");
        Assert.Contains("Нейрон", Page(), StringComparison.Ordinal);
        Assert.Contains("lang=\"ru\"", Page(), StringComparison.Ordinal);
        Assert.Contains("измерено", russian.Out, StringComparison.Ordinal);
        Session wrong = Lecture("neuron", "--language", "rus");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("--language is “rus”; expected en or ru.", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("Часть 1. Персептрон Розенблатта", Session.Run("lecture", "--list", "--language", "ru").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_has_the_parts_of_the_lecture()
    {
        string list = Session.Run("lecture", "--list").Out;
        int[] places = [.. ((string[])["Part 1. ", "neuron: ", "Part 2. ", "backprop: ", "Part 3. ", "rbm: ", "Part 4. ", "discriminative: "])
            .Select(words => list.IndexOf(words, StringComparison.Ordinal))];
        Assert.Equal(places.Order(), places);
        Assert.True(places[0] >= 0);
        Assert.Equal(3, Session.Run("lecture", "--list", "--json").Objects.Single(chapter => chapter.GetProperty("id").GetString() == "rbm")
            .GetProperty("part").GetInt32());
    }

    [Fact]
    public void An_interrupted_lecture_keeps_the_chapters_that_are_done()
    {
        int started = 0;
        Session stopped = Session.RunInterrupted(() =>
        {
            Interruption interruption = new();
            if (started++ > 0)
                interruption.Interrupt();
            return interruption;
        }, "lecture", "neuron", "perceptron", "--output", _folder.At("lecture.html"));
        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("Stopped. 1 of 2 chapters are finished and kept. Continue with: harmonium lecture neuron perceptron --output", stopped.Error,
            StringComparison.Ordinal);
        Assert.Contains("id=\"neuron\"", Page(), StringComparison.Ordinal);
        Assert.Contains("neuron: kept", Lecture("neuron").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_found_before_the_first_chapter()
    {
        File.WriteAllText(_folder.At("file"), "");
        Session session = Session.Run("lecture", "neuron", "--output", Path.Combine(_folder.At("file"), "lecture.html"));
        Assert.Equal(1, session.ExitCode);
        Assert.DoesNotContain("neuron:", session.Error, StringComparison.Ordinal);
        Assert.Contains("Could not ", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_is_opened_on_request()
    {
        List<string> opened = [];
        Session.RunOpening(opened.Add, "lecture", "neuron", "--open", "--output", _folder.At("lecture.html"));
        Assert.Equal([_folder.At("lecture.html")], opened);
        Session failed = Session.RunOpening(_ => throw new Win32Exception("no browser"), "lecture", "neuron", "--open", "--output", _folder.At("lecture.html"));
        Assert.Equal(0, failed.ExitCode);
        Assert.Contains("The report could not be opened in a browser: no browser.", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_one_object_per_chapter_and_says_what_was_kept()
    {
        Session first = Lecture("neuron", "--json"), second = Lecture("neuron", "--json");
        Assert.False(first.Objects.Single().TryGetProperty("kept", out _));
        Assert.True(second.Objects.Single().GetProperty("kept").GetBoolean());
        Assert.Equal(first.Objects[0].GetProperty("measured").GetRawText(), second.Objects[0].GetProperty("measured").GetRawText());
        Assert.Equal(first.Objects[0].GetProperty("seconds").GetDouble(), second.Objects[0].GetProperty("seconds").GetDouble());
    }

    private Session Lecture(params IReadOnlyList<string> args) => Session.Run(["lecture", .. args, "--output", _folder.At("lecture.html")]);

    private string Page() => File.ReadAllText(_folder.At("lecture.html"));
}
