using System.Globalization;
using Harmonium.Data.Formats;

namespace Harmonium.Data.NamedSets;

/// <summary>Reads and checks the IDX files of named data sets.</summary>
internal static class IdxSet
{
    /// <summary>Reads one pair of image and label files as a data set.</summary>
    internal static Dataset Read(NamedSet set, string folder, string images, string? labels, int count, IReadOnlyList<string>? classNames, DataLimits limits)
    {
        string path = Path.Combine(folder, images);
        Dataset data = IdxFormat.ReadPair(set.Name, path, labels is null ? null : Path.Combine(folder, labels), limits, new DataOptions { Scale = 1 / 255f });
        if (data.Count != count || data.Shape != set.Shape)
            throw new DataFileException(path, $"contains {data.Count} images of {data.Shape}; {set.Name} has {count} of {set.Shape}. Fetch the file again.");
        // The files of a named set contain the numbers of its classes.
        int[]? numbers = data.Labels is null ? null : [.. data.Labels.Select(label => int.Parse(data.ClassName(label), CultureInfo.InvariantCulture))];
        if (classNames is not null && numbers is not null && numbers.Max() >= classNames.Count)
            throw new DataFileException(path, $"has the label {numbers.Max()}; {set.Name} has {classNames.Count} classes. Fetch the files again.");
        return new Dataset(set.Name, data.Examples, data.Shape) { Labels = numbers, ClassNames = classNames, Origin = set.Origin };
    }
}
