namespace Harmonium.Data;

/// <summary>Holds validation and test splits out of the training split.</summary>
internal static class HoldOut
{
    /// <summary>Returns the splits after holding out those that the options request and the source does not have.</summary>
    internal static DataSplits From(DataSplits parts, DataOptions options)
    {
        int validation = parts.Validation is null ? CountOf(options.Validation, parts.Train, "validation") : 0;
        int test = parts.Test is null ? CountOf(options.Test, parts.Train, "a test") : 0;
        if (validation == 0 && test == 0)
            return parts;
        int train = parts.Train.Count - validation - test;
        if (train < 1)
            throw new DataFileException(parts.Train.Name,
                $"has {parts.Train.Count} examples; holding out {validation} for validation and {test} for a test leaves none for training.");
        IReadOnlyList<Dataset> split = parts.Train.Split(options.SplitSeed, train, validation, test);
        return new DataSplits(split[0], validation == 0 ? parts.Validation : split[1], test == 0 ? parts.Test : split[2]);
    }

    private static int CountOf(double size, Dataset data, string purpose)
    {
        if (!(size >= 0 && size <= data.Count))
            throw new DataFileException(data.Name,
                $"has {data.Count} examples; {size} cannot be held out for {purpose}. Give a fraction below 1 or a number of examples.");
        if (size >= 1 && size != Math.Floor(size))
            throw new DataFileException(data.Name, $"cannot hold out {size} examples for {purpose}. Give a fraction below 1 or a whole number of examples.");
        return size < 1 ? (int)Math.Round(size * data.Count) : (int)size;
    }
}
