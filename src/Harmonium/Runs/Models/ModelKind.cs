using System.Text.Json;
using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Tables;
using Harmonium.Errors;
using Harmonium.Numerics;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Settings;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs.Models;

/// <summary>
/// A kind of model, such as an RBM. The command line, run folders, model files and recipes use kinds through this class. To add a kind, derive
/// from this class and from <see cref="TrainedModel"/>, and add a line to the registry.
/// </summary>
internal abstract class ModelKind
{
    /// <summary>The name in files and on the command line, such as <c>rbm</c>.</summary>
    public abstract string Name { get; }

    /// <summary>A noun phrase that describes the model, in lower case without a period.</summary>
    public abstract string Summary { get; }

    /// <summary>The form of the training data.</summary>
    public abstract DataNeed Data { get; }

    /// <summary>The capabilities of its models.</summary>
    public abstract ModelParts Parts { get; }

    /// <summary>The schema of its settings.</summary>
    public abstract SettingsSchema Settings { get; }

    /// <summary>Example command lines, each with a description.</summary>
    public virtual IReadOnlyList<(string Line, string Meaning)> Examples => [];

    /// <summary>The default data.</summary>
    public virtual string DefaultData => NamedSet.Default;

    /// <summary>
    /// Returns the stage, with a trailing period, whose number of epochs and learning rate can be changed when a run is resumed. Empty for a kind with
    /// one stage.
    /// </summary>
    /// <param name="settings">The settings of the run.</param>
    public virtual string ResumedStage(KindSettings settings) => "";

    /// <summary>Creates an initialized model and the stages that train it.</summary>
    /// <param name="settings">The effective settings, see <see cref="Effective"/>.</param>
    /// <param name="data">The training data.</param>
    /// <param name="device">The device that computes.</param>
    /// <exception cref="ConfigurationException">A setting is not valid for these data.</exception>
    /// <exception cref="DataFileException">The data do not fit the kind.</exception>
    public abstract Training Prepare(KindSettings settings, TrainingData data, Device device);

    /// <summary>Reads a model from a file.</summary>
    /// <exception cref="ModelFileException">The file is not a model of this kind, or its tensors do not fit its description.</exception>
    public abstract TrainedModel Read(ModelFile file, Device device);

    /// <summary>Returns the table schema in a model description, from a file or a run; null for kinds that do not use tables.</summary>
    public virtual TableSchema? SchemaOf(JsonElement machine) => null;

    /// <summary>
    /// Returns what to do to get a capability that some models of this kind have and others do not. Names of settings are in backquotes.
    /// </summary>
    public virtual string AdviceFor(ModelParts part) => "";

    /// <summary>Checks the settings, as far as possible without data, and fills in the defaults that depend on other settings.</summary>
    /// <exception cref="ConfigurationException">A setting is out of its range, or some settings cannot be combined.</exception>
    public KindSettings Effective(KindSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings.Check(settings);
        foreach ((string stage, string advice) in settings.StagesLeftOut())
            Settings.RefuseChanged(settings, stage, advice);
        KindSettings effective = settings.Effective();
        effective.Check();
        return effective;
    }
}
