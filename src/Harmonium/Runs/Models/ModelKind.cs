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
/// A kind of model: all that the command line, run folders, model files and recipes know of it. A new kind is a class derived from this, a
/// <see cref="TrainedModel"/>, and a line in the registry.
/// </summary>
public abstract class ModelKind
{
    /// <summary>The name in files and on the command line, such as <c>rbm</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What training it does, a phrase in lower case without a period.</summary>
    public abstract string Summary { get; }

    /// <summary>What it learns from.</summary>
    public abstract DataNeed Data { get; }

    /// <summary>What its models can do.</summary>
    public abstract ModelParts Parts { get; }

    /// <summary>Its settings.</summary>
    public abstract SettingsSchema Settings { get; }

    /// <summary>Command lines to copy, each with what it does.</summary>
    public virtual IReadOnlyList<(string Line, string Meaning)> Examples => [];

    /// <summary>The data that are taken where none are named.</summary>
    public virtual string DefaultData => NamedSet.Default;

    /// <summary>
    /// Whose settings "epochs" and "learning rate" are meant where a run is resumed: a stage with a period behind it; empty for a kind of one stage.
    /// </summary>
    /// <param name="settings">The settings of the run.</param>
    public virtual string ResumedStage(KindSettings settings) => "";

    /// <summary>A training at its start.</summary>
    /// <param name="settings">Its settings, effective and checked: see <see cref="Effective"/>.</param>
    /// <param name="data">What it learns from.</param>
    /// <param name="device">Where it computes.</param>
    /// <exception cref="ConfigurationException">A setting makes no sense with these data.</exception>
    /// <exception cref="DataFileException">The data do not fit the kind.</exception>
    public abstract Training Prepare(KindSettings settings, TrainingData data, Device device);

    /// <summary>The model that a file describes.</summary>
    /// <exception cref="ModelFileException">It is not a model of this kind, or its tensors do not fit its description.</exception>
    public abstract TrainedModel Read(ModelFile file, Device device);

    /// <summary>The schema of the table that a description of a model, in a file or the record of a run, holds; null for kinds without tables.</summary>
    public virtual TableSchema? SchemaOf(JsonElement machine) => null;

    /// <summary>The settings with defaults that depend on other settings filled in, after every check that needs no data.</summary>
    /// <exception cref="ConfigurationException">A setting is out of its range, or two do not go together.</exception>
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
