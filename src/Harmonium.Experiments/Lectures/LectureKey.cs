using System.Security.Cryptography;
using System.Text;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Speed;
using Harmonium.Figures;
using Harmonium.Numerics;

namespace Harmonium.Experiments.Lectures;

/// <summary>
/// What the result of a chapter depends on: the chapter, its seed, budget and language, the build of the program, the type of the processor, and the data
/// that are found. The number of threads changes no result, so it is not part of the key.
/// </summary>
internal static class LectureKey
{
    // A build is deterministic: the same source gives the same version identifiers.
    private static readonly Type[] _builds = [typeof(LectureKey), typeof(Rbm), typeof(Figure), typeof(Tensor)];

    /// <summary>Returns the key, a hash in hexadecimal digits.</summary>
    public static string Of(Chapter chapter, ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(chapter);
        ArgumentNullException.ThrowIfNull(context);
        string[] parts =
        [
            chapter.Id, $"{context.Seed}", $"{context.Full}", $"{context.Language}", Processor.Name,
            .. _builds.Select(type => $"{type.Module.ModuleVersionId}"),
            .. DataFound(context.Data),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    /// <summary>Returns the files of named data that exist, with their lengths and times.</summary>
    private static IEnumerable<string> DataFound(DataLocations locations) =>
        from file in (IEnumerable<string>)
        [
            .. NamedSet.All.SelectMany(set => locations.Find(set) is { } folder ? set.Files.Select(one => Path.Combine(folder, one.Name)) : []),
            .. NamedText.All.SelectMany(text => text.Files.Select(one => NamedText.PlaceOf(one, locations))).OfType<string>(),
        ]
        let found = new FileInfo(file)
        orderby file
        select $"{file} {found.Length} {found.LastWriteTimeUtc.Ticks}";
}
