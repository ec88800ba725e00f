using System.Runtime.CompilerServices;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports.Languages;

namespace Harmonium.Experiments.Tests.Chapters;

/// <summary>The C# lines of every chapter are compiled: they are the bodies of the methods of <see cref="ChapterCode"/>.</summary>
public sealed class CodeTests
{
    public static TheoryData<string> Chapters => [.. ChapterCatalog.All.Where(chapter => chapter.IsWrittenIn(Language.English)).Select(chapter => chapter.Id)];

    [Theory, MemberData(nameof(Chapters))]
    public void The_lines_of_a_chapter_are_those_that_are_compiled(string id)
    {
        string[] lines = File.ReadAllLines(Source());
        int first = Array.FindIndex(lines, line => line.Trim() == $"// {id}") + 3;
        Assert.True(first > 2, $"ChapterCode has no method after a comment \"// {id}\".");
        IEnumerable<string> body = lines.Skip(first).TakeWhile(line => line != "    }").Select(line => line.Length > 8 ? line[8..] : "");
        Assert.Equal(ChapterForm.CodeOf(id), string.Join('\n', body));
    }

    private static string Source([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "ChapterCode.cs");
}
