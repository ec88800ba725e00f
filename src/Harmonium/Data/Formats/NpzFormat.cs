namespace Harmonium.Data.Formats;

/// <summary>An archive of NumPy arrays: values with or without labels, either a single set or training and test splits.</summary>
internal sealed class NpzFormat : DataFormat
{
    private static readonly string[] ValueNames = ["x", "data", "images", "values", "arr_0"];
    private static readonly string[] LabelNames = ["y", "labels", "targets", "target", "label"];

    internal override string Description => "NumPy archives (.npz)";

    internal override bool Recognizes(string path) => EndsWithAny(path, ".npz");

    internal override DataSplits Read(string path, DataLimits limits, DataOptions options)
    {
        using NpzArchive archive = NpzArchive.Open(path, limits);
        if (options.Values is null && ScipySparse.Recognizes(archive))
            return new DataSplits(ScipySparse.Read(archive, path, NameOf(path), limits, options), null, null);
        string? train = archive.Find("x_train", "train_images", "train_x");
        if (options.Values is not null || train is null)
        {
            string values = options.Values is null
                ? archive.Find(ValueNames) ?? throw new DataFileException(path,
                    $"contains {archive.Describe()}; none has a known name of values ({string.Join(", ", ValueNames)}). Rename it or set DataOptions.Values.")
                : archive.Find(options.Values) ?? throw new DataFileException(path, $"has no array {options.Values}; it contains {archive.Describe()}.");
            return new DataSplits(Combine(archive, NameOf(path), values, LabelsFor(archive, path, options, LabelNames), limits, options), null, null);
        }

        string? test = archive.Find("x_test", "test_images", "test_x");
        string? validation = archive.Find("x_valid", "x_validation", "x_val", "valid_images", "valid_x");
        return new DataSplits(
            Combine(archive, NameOf(path), train, LabelsFor(archive, path, options, "y_train", "train_labels", "train_y"), limits, options),
            validation is null ? null : Combine(archive, NameOf(path), validation,
                archive.Find("y_valid", "y_validation", "y_val", "valid_labels", "valid_y"), limits, options),
            test is null ? null : Combine(archive, NameOf(path), test, archive.Find("y_test", "test_labels", "test_y"), limits, options));
    }

    private static string? LabelsFor(NpzArchive archive, string path, DataOptions options, params string[] names)
    {
        if (options.Labels is null)
            return archive.Find(names);
        return archive.Find(options.Labels) ?? (options.LabelsMayBeAbsent ? null
            : throw new DataFileException(path, $"has no array {options.Labels}; it contains {archive.Describe()}."));
    }

    private static Dataset Combine(NpzArchive archive, string name, string values, string? labels, DataLimits limits, DataOptions options)
    {
        Dataset data = archive.Read(values).ToDataset(name, options);
        string from = $"Values are read from the array {values}{(labels is null ? "" : $", labels from {labels}")}.";
        if (labels is null)
            return new Dataset(name, data.Examples, data.Shape) { Notices = [.. data.Notices, from] };
        NumberArray array = archive.Read(labels);
        (int[] classes, IReadOnlyList<string>? names, string? how) = array.ToLabels(limits);
        if (classes.Length != data.Count)
            throw new DataFileException(array.Source, $"has {classes.Length} labels for the {data.Count} examples of {values}.");
        return new Dataset(name, data.Examples, data.Shape)
        {
            Labels = classes,
            ClassNames = names,
            Notices = how is null ? [.. data.Notices, from] : [.. data.Notices, from, how],
        };
    }
}
