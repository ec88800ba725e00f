using System.Text.Json;
using System.Text.Json.Serialization;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Storage.Files;

namespace Harmonium.Experiments.Lectures;

/// <summary>
/// The folder of finished chapters next to the report of a lecture: a JSON file per chapter, language and budget. A file counts only if everything that its
/// result depends on is unchanged.
/// </summary>
/// <param name="store">The file operations.</param>
/// <param name="folder">The folder, which is created with the first chapter.</param>
internal sealed class KeptChapters(FileStore store, string folder)
{
    private static readonly JsonSerializerOptions _json = new() { IncludeFields = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Returns the finished chapter with a key; null if there is none, or its file is damaged.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="context">The inputs of a run.</param>
    public KeptChapter? Find(Chapter chapter, ExperimentContext context)
    {
        string path = PathOf(chapter, context);
        if (!store.FileExists(path))
            return null;
        try
        {
            using Stream file = store.OpenRead(path);
            return JsonSerializer.Deserialize<KeptChapter>(file, _json) is { } kept && kept.Key == LectureKey.Of(chapter, context) ? kept : null;
        }
        catch (Exception damaged) when (damaged is JsonException or NotSupportedException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return null; // the chapter runs again
        }
    }

    /// <summary>Keeps a finished chapter.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="context">The inputs of the run.</param>
    /// <param name="outcome">The result.</param>
    /// <param name="time">The time of the run.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public KeptChapter Keep(Chapter chapter, ExperimentContext context, ExperimentOutcome outcome, TimeSpan time)
    {
        KeptChapter kept = new(chapter.Id, LectureKey.Of(chapter, context), time.TotalSeconds, outcome);
        store.CreateFolders(folder);
        store.Replace(PathOf(chapter, context), file => file.Write(JsonSerializer.SerializeToUtf8Bytes(kept, _json)));
        return kept;
    }

    private string PathOf(Chapter chapter, ExperimentContext context) =>
        Path.Combine(folder, $"{chapter.Id}-{LanguageCode.Of(context.Language)}{(context.Full ? "-full" : "")}.json");
}
