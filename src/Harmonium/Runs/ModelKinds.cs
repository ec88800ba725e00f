using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Deep;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs;

/// <summary>The registry of model kinds. The command line, run folders, model files and recipes find kinds here.</summary>
/// <param name="all">The kinds, in the order of the help.</param>
internal sealed class ModelKinds(IReadOnlyList<ModelKind> all)
{
    /// <summary>The kinds in this library.</summary>
    public static ModelKinds BuiltIn { get; } = new(
    [
        new RbmKind(),
        new StackKind(),
        new DbnKind(),
        new DbmKind(),
        new ClassifierRbmKind(),
        new TableRbmKind(),
        new HopfieldKind(),
        new MlpKind(),
        new LeNetKind(),
        new TextKind(),
    ]);

    /// <summary>All registered kinds.</summary>
    public IReadOnlyList<ModelKind> All { get; } = all;

    /// <summary>Returns the kind with a name, or null if there is none.</summary>
    public ModelKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Returns the kind that a run trains.</summary>
    /// <exception cref="StorageException">The kind is not registered.</exception>
    public ModelKind Of(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        string name = Version1.KindOf(record);
        return Find(name) ?? throw new StorageException(record.Data,
            $"The run trains a model of the unknown kind {Quotation.Of(name)}; this program supports {string.Join(", ", All.Select(known => known.Name))}. " +
            "Use a version of Harmonium that supports it.");
    }

    /// <summary>Reads the settings of a run, of any format version.</summary>
    /// <exception cref="ConfigurationException">They are not settings of the run's kind.</exception>
    public KindSettings ReadSettings(RunRecord record) => ((KindSettings)Of(record).Settings.Read(Version1.SettingsOf(record))).Effective();

    /// <summary>Returns the settings of a run as text, by name, without those that are not set.</summary>
    /// <exception cref="ConfigurationException">They are not settings of the run's kind.</exception>
    public IReadOnlyDictionary<string, string> SettingsOf(RunRecord record)
    {
        SettingsSchema schema = Of(record).Settings;
        KindSettings settings = ReadSettings(record);
        return schema.All.Where(setting => setting.Text(settings) is not null).ToDictionary(setting => setting.Name, setting => setting.Text(settings)!);
    }

    /// <summary>Returns the kind of a type.</summary>
    public T Get<T>()
        where T : ModelKind => All.OfType<T>().First();

    /// <summary>Returns the kind that has settings of this type.</summary>
    /// <exception cref="ArgumentException">No registered kind has settings of this type.</exception>
    public ModelKind KindOf(KindSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return All.FirstOrDefault(kind => kind.Settings.Defaults.GetType() == settings.GetType())
            ?? throw new ArgumentException(
                $"No kind has settings of the type {settings.GetType().Name}; there are {string.Join(", ", All.Select(kind => kind.Name))}.",
                nameof(settings));
    }

    /// <summary>Returns the kinds with at least one of some capabilities.</summary>
    public IEnumerable<ModelKind> With(ModelParts parts) => All.Where(kind => (kind.Parts & parts) != ModelParts.None);

    /// <summary>Reads a model file of any kind and format version.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="device">The device of the model.</param>
    /// <param name="files">The file store; the local disk if null.</param>
    /// <param name="orientation">The orientation of weights without a description; null to tell it from their shapes.</param>
    /// <exception cref="StorageException">The file does not exist or cannot be read.</exception>
    /// <exception cref="ModelFileException">The file is damaged, or its kind is not registered.</exception>
    public StoredModel Open(string path, Device device, FileStore? files = null, WeightOrientation? orientation = null)
    {
        (ModelFile file, IReadOnlyList<string> notices) = ModelSource.Read(path, orientation, files);
        return Open(file, device, notices);
    }

    /// <summary>Returns the model in a file.</summary>
    /// <exception cref="ModelFileException">The kind of the model is not registered.</exception>
    public StoredModel Open(ModelFile file, Device device, IReadOnlyList<string>? notices = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ModelFile current = Version1.Upgrade(file);
        ModelKind kind = Find(current.Kind) ?? throw new ModelFileException(file.Path,
            $"it is a model of the unknown kind {Quotation.Of(current.Kind)}; this program supports {string.Join(", ", All.Select(known => known.Name))}. " +
            $"Use a version of Harmonium that supports it.{NameDistance.Hint(current.Kind, All.Select(known => known.Name))}");
        return new StoredModel(current, kind.Read(current, device), notices);
    }
}
