using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Kinds.Deep;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs;

/// <summary>The registry of kinds: the one place that the command line, resuming, storage, inspection and recipes ask.</summary>
/// <param name="all">The kinds, in the order in which help lists them.</param>
public sealed class ModelKinds(IReadOnlyList<ModelKind> all)
{
    /// <summary>The kinds of this library.</summary>
    public static ModelKinds BuiltIn { get; } = new(
    [
        new RbmKind(),
        new StackKind(),
        new ClassifierRbmKind(),
        new TableRbmKind(),
        new HopfieldKind(),
        new MlpKind(),
        new LeNetKind(),
        new TextKind(),
    ]);

    /// <summary>The kinds.</summary>
    public IReadOnlyList<ModelKind> All { get; } = all;

    /// <summary>The kind of a name, or null.</summary>
    public ModelKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The kind that a run trains.</summary>
    /// <exception cref="StorageException">It is not known.</exception>
    public ModelKind Of(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        string name = Version1.KindOf(record);
        return Find(name) ?? throw new StorageException(record.Data,
            $"The run trains a {Quotation.Of(name)}; this program knows {string.Join(", ", All.Select(known => known.Name))}. Use a program that knows " +
            "the kind.");
    }

    /// <summary>The settings of a run, whatever version made it.</summary>
    /// <exception cref="ConfigurationException">They are not settings of the run's kind.</exception>
    public KindSettings ReadSettings(RunRecord record) => ((KindSettings)Of(record).Settings.Read(Version1.SettingsOf(record))).Effective();

    /// <summary>The settings of a run as words, by name; those that are not set are left out.</summary>
    /// <exception cref="ConfigurationException">They are not settings of the run's kind.</exception>
    public IReadOnlyDictionary<string, string> SettingsOf(RunRecord record)
    {
        SettingsSchema schema = Of(record).Settings;
        KindSettings settings = ReadSettings(record);
        return schema.All.Where(setting => setting.Text(settings) is not null).ToDictionary(setting => setting.Name, setting => setting.Text(settings)!);
    }

    /// <summary>The kind of a type.</summary>
    public T Get<T>()
        where T : ModelKind => All.OfType<T>().First();

    /// <summary>The kind that settings are of.</summary>
    /// <exception cref="ArgumentException">No kind that is known has such settings.</exception>
    public ModelKind KindOf(KindSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return All.FirstOrDefault(kind => kind.Settings.Defaults.GetType() == settings.GetType())
            ?? throw new ArgumentException($"{settings.GetType().Name} are settings of no known kind: {string.Join(", ", All.Select(kind => kind.Name))}.",
                nameof(settings));
    }

    /// <summary>The kinds whose models can do something, or one of several things.</summary>
    public IEnumerable<ModelKind> With(ModelParts parts) => All.Where(kind => (kind.Parts & parts) != ModelParts.None);

    /// <summary>Reads a model file of any kind and version, whoever wrote it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="files">Where the file lies; the disks of this machine when null.</param>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ModelFileException">It is damaged, or not a model of a kind that is known.</exception>
    public StoredModel Open(string path, Device device, FileStore? files = null) => Open(ModelFile.Read(path, files), device);

    /// <summary>The model that a file holds.</summary>
    /// <exception cref="ModelFileException">It is not a model of a kind that is known.</exception>
    public StoredModel Open(ModelFile file, Device device)
    {
        ArgumentNullException.ThrowIfNull(file);
        ModelFile current = Version1.Upgrade(file);
        ModelKind kind = Find(current.Kind) ?? throw new ModelFileException(file.Path,
            $"its machine is a {Quotation.Of(current.Kind)}; this program knows {string.Join(", ", All.Select(known => known.Name))}. " +
            $"Use a program that knows the kind.{NameDistance.Hint(current.Kind, All.Select(known => known.Name))}");
        return new StoredModel(current, kind.Read(current, device));
    }
}
